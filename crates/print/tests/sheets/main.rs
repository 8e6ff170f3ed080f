//! Whole files, made and read back with the tools that people use.
//!
//! They need the tools that `cargo xtask setup` installs, and fail without them.

mod damage;
mod every_document;
mod five_hundred;
mod gallery;
mod label_sheets;
mod on_paper;
mod picture;
#[path = "../../examples/gallery/pictures.rs"]
mod pictures;
mod protected;
mod quiet_zone;
mod reading_back;
#[path = "../../examples/gallery/samples.rs"]
mod samples;
mod support;
mod the_file;
mod the_manual;
mod the_words;
