//! みえますねっと年間パック.

mod due;
mod licence;
mod list;
mod register;
mod withdrawal;
