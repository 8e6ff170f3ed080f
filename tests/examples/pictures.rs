//! Takes the picture of the window that the README shows, from the real window with the demo dealer.
//!
//! `xvfb-run -a dbus-run-session -- cargo run -p kagifuda-tests --example pictures`

#[cfg(not(target_os = "linux"))]
fn main() {
    eprintln!("pictures are taken where WebKit's driver is: on Linux");
}

#[cfg(target_os = "linux")]
#[tokio::main]
async fn main() {
    use kagifuda_tests::office::Office;
    use kagifuda_tests::server::PASSWORD;
    use kagifuda_tests::window::Window;

    let office = Office::new().await;
    office.server.fill_demo("demo1234").await;
    office
        .sign_in("demo1234", PASSWORD)
        .await
        .expect("login and password are right");
    office.sync().await.expect("all is well");
    let window = Window::open(office.home()).await;
    window
        .client
        .set_window_size(1280, 720)
        .await
        .expect("the window can be sized");
    window.sees("最新の状態です").await;
    window.type_text("病院").await;
    window.finds("[role=row][aria-selected=true]").await;
    window.sees("印刷の記録").await;
    let picture = window.client.screenshot().await.expect("it can be pictured");
    let file = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/pictures/window.png");
    std::fs::create_dir_all(file.parent().expect("it lies in a folder")).expect("the folder can be made");
    std::fs::write(&file, picture).expect("it can be written");
    window.close().await;
}
