//! Reads the window's capabilities, which lie here and not where Tauri looks by itself.

fn main() {
    let attributes = tauri_build::Attributes::new().capabilities_path_pattern("./src-tauri/capabilities/**/*");
    if let Err(reason) = tauri_build::try_build(attributes) {
        println!("cargo::error={reason:#}");
    }
}
