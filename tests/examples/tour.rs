//! Takes a picture of every room in the real window, on the demo dealer, and writes the page that shows them: `cargo xtask tour`.

#[cfg(not(target_os = "linux"))]
fn main() {
    eprintln!("pictures are taken where WebKit's driver is: on Linux");
}

#[cfg(target_os = "linux")]
#[tokio::main]
async fn main() {
    tour::walk().await;
}

#[cfg(target_os = "linux")]
mod tour {
    use std::fs;
    use std::path::{Path, PathBuf};
    use std::time::Duration;

    use kagifuda_tests::office::Office;
    use kagifuda_tests::server::PASSWORD;
    use kagifuda_tests::window::{Key, Window};

    /// What the page begins with.
    const HEAD: &str = "# A tour of the window\n\n\
        Taken in the real window with the demo dealer by `cargo xtask tour`. Everybody and everything in it is invented.\n";

    pub async fn walk() {
        let office = Office::new().await;
        office.server.fill_demo("demo1234").await;
        office
            .sign_in("demo1234", PASSWORD)
            .await
            .expect("login and password are right");
        office.sync().await.expect("all is well");
        let mut tour = Tour::begin(&office).await;
        in_japanese(&mut tour).await;
        tour.end().await;
    }

    async fn in_japanese(tour: &mut Tour) {
        tour.window.sees("最新の状態です").await;
        tour.picture("today", "Today (今日)", "What needs doing, and how things stand.")
            .await;

        tour.window.press_ctrl('k').await;
        tour.window.type_text("病院").await;
        tour.window.finds("[role=row][aria-selected=true]").await;
        tour.window.sees("アクティベーションキーナンバー").await;
        tour.picture(
            "look-up",
            "Look up (さがす)",
            "Any fragment of anything, found while one types.",
        )
        .await;

        tour.window.press_ctrl('p').await;
        tour.window.finds("dialog img").await;
        tour.picture("print", "Print (印刷)", "The very page that will be printed.")
            .await;
        tour.window.press(Key::Escape).await;
    }

    /// The window, and what is told of it.
    struct Tour {
        window: Window,
        docs: PathBuf,
        page: String,
    }

    impl Tour {
        async fn begin(office: &Office) -> Self {
            let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs");
            fs::create_dir_all(docs.join("pictures")).expect("the folder can be made");
            let window = Window::open(office.home()).await;
            window
                .client
                .set_window_size(1280, 720)
                .await
                .expect("the window can be sized");
            Self {
                window,
                docs,
                page: HEAD.to_owned(),
            }
        }

        /// Pictures what is shown now.
        async fn picture(&mut self, name: &str, title: &str, words: &str) {
            // Images and faces are painted a little after they are there.
            tokio::time::sleep(Duration::from_millis(300)).await;
            let picture = self.window.client.screenshot().await.expect("it can be pictured");
            let file = format!("pictures/{name}.png");
            fs::write(self.docs.join(&file), picture).expect("it can be written");
            self.page += &format!("\n## {title}\n\n{words}\n\n![{title}]({file})\n");
        }

        async fn end(self) {
            fs::write(self.docs.join("tour.md"), self.page).expect("it can be written");
            self.window.close().await;
        }
    }
}
