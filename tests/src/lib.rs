//! What the whole-system stories are told with: a real server in this process, a real cache in a folder of its own, a
//! network between them that can be cut and mended, and a clock that can be shifted.

pub mod authenticator;
pub mod clock;
pub mod customers;
pub mod mailbox;
pub mod network;
pub mod office;
pub mod other_desk;
pub mod paper;
pub mod picture;
pub mod server;
pub mod told;

#[cfg(target_os = "linux")]
pub mod window;
