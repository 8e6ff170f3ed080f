//! Writes the TypeScript types of everything that the window's pages may call, hear and get.

use std::path::Path;

fn main() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(kagifuda_window::bindings::FILE);
    if let Err(reason) = kagifuda_window::bindings::text().and_then(|text| std::fs::write(file, text)) {
        eprintln!("the bindings were not written: {reason}");
        std::process::exit(1);
    }
}
