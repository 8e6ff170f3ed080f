//! The real window, driven through WebDriver by what a person sees and presses.
//!
//! It is found beside the test, as `cargo build` left it, with its pages inside. Windows are opened one at a time, and
//! closed when the test ends, however it ends.

mod copied;
mod driver;
mod program;
mod viewer;

pub use copied::Copied;
pub use driver::Window;
pub use fantoccini::key::Key;
pub use program::window_program;
pub use viewer::Viewer;
