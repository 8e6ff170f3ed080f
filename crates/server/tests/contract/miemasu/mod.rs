//! みえますねっと年間パック.

mod due;
mod licence;
mod register;
mod withdrawal;
