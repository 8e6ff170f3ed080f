//! Whole files, made and read back with the tools that people use.
//!
//! They need poppler-utils and qpdf (`apt install poppler-utils qpdf`) and fail without them.

mod label_sheets;
mod reading_back;
mod support;
mod the_file;
mod the_manual;
