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

    use kagifuda_desk::view::Language;
    use kagifuda_tests::office::{DEVICE, Office};
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
        let known = office.desk.find("KX-VCS101", 1_000).await.expect("there are keys");
        let device = known.hits.into_iter().find_map(|hit| hit.device);
        let mut tour = Tour::begin(&office, HEAD.to_owned(), device.unwrap_or_else(|| DEVICE.to_owned())).await;
        in_japanese(&mut tour).await;
        let page = tour.close().await;

        office.desk.set_language(Language::En).await.expect("it can be kept");
        let mut tour = Tour::begin(&office, page, DEVICE.to_owned()).await;
        in_english_in_the_dark(&mut tour).await;
        let page = tour.close().await;
        fs::write(docs().join("tour.md"), page).expect("it can be written");
    }

    async fn in_japanese(tour: &mut Tour) {
        tour.window.sees("最新の状態です").await;
        tour.window.sees("日以内").await;
        tour.picture(
            "today",
            "Today (今日)",
            "What ends soon, whose it is, and until when it can be saved.",
        )
        .await;

        tour.window.press_ctrl('k').await;
        tour.window.type_text("病院").await;
        tour.window.finds("[role=row][aria-selected=true]").await;
        tour.picture(
            "look-up",
            "Look up (さがす)",
            "Any fragment of anything, found while one types; one thing with its history beside the list.",
        )
        .await;

        tour.window.press_ctrl('3').await;
        tour.window.sees("どの機器のキーですか").await;
        tour.window.press(Key::Enter).await;
        tour.window.sees("機器の番号と設置先").await;
        let device = tour.device.replace('-', "");
        tour.window.type_text(&device).await;
        tour.window.sees("この機器の記録").await;
        tour.picture(
            "issue",
            "Issue (発行)",
            "Five steps to registration keys. What is known of the device stands beside it while its number is typed.",
        )
        .await;

        tour.window.press_ctrl('4').await;
        tour.window.choose("検索").await;
        tour.window.sees("利用中").await;
        tour.picture(
            "renew",
            "Extend and renew (延長・更新)",
            "Subscriptions: extending, applying anew, searching.",
        )
        .await;
        tour.window.choose("試算").await;
        tour.window.choose("みえますねっと年間パック").await;
        let month = tour.window.finds("input[placeholder='2027/7']").await;
        month.send_keys("2027/1").await.expect("it can be typed");
        tour.window.sees("できます").await;
        tour.picture(
            "plan",
            "What if (試算)",
            "What would come of an act on a day, for every programme. Nothing is sent.",
        )
        .await;

        tour.window.press_ctrl('5').await;
        tour.window.finds("[role=row]").await;
        tour.window.press(Key::Tab).await;
        tour.picture(
            "customers",
            "Customers (お客様)",
            "Who they are, their devices, their licences.",
        )
        .await;

        tour.window.press_ctrl('7').await;
        tour.window.choose("期限カレンダー").await;
        tour.picture(
            "reports",
            "Reports (レポート)",
            "What was issued, a calendar of expiries, and renewals to quote.",
        )
        .await;

        tour.window.press_ctrl('8').await;
        tour.picture(
            "settings",
            "Settings (設定)",
            "The account, its staff and sessions, and how the window looks.",
        )
        .await;
    }

    async fn in_english_in_the_dark(tour: &mut Tour) {
        tour.window
            .run("localStorage.setItem('theme', 'dark'); location.reload()")
            .await;
        tour.window.sees("Everything is up to date").await;
        // After loading anew the face of the numbers takes longer than anything else.
        tokio::time::sleep(Duration::from_secs(4)).await;
        tour.picture(
            "today-en",
            "In English, in the dark",
            "Both languages are complete, and so are both colours.",
        )
        .await;
        tour.window.press_ctrl('k').await;
        tour.window.type_text("KX-VCS101").await;
        tour.window.finds("[role=row][aria-selected=true]").await;
        tour.picture("look-up-en", "Look up, in English", "The same list.")
            .await;
        tour.window.press_ctrl('p').await;
        tour.window.finds("dialog img[src^='data:image/png']").await;
        tour.picture("print-en", "Print", "The very page that will be printed.")
            .await;
        tour.window.press(Key::Escape).await;
    }

    /// The window, and what is told of it.
    struct Tour {
        window: Window,
        page: String,
        /// A device that is known here.
        device: String,
    }

    impl Tour {
        /// Opens the window to go on with `page`.
        async fn begin(office: &Office, page: String, device: String) -> Self {
            fs::create_dir_all(docs().join("pictures")).expect("the folder can be made");
            let window = Window::open(office.home()).await;
            window
                .client
                .set_window_size(1280, 720)
                .await
                .expect("the window can be sized");
            Self { window, page, device }
        }

        /// Pictures what is shown now.
        async fn picture(&mut self, name: &str, title: &str, words: &str) {
            // Images and faces are painted a little after they are there.
            tokio::time::sleep(Duration::from_millis(500)).await;
            let picture = self.window.client.screenshot().await.expect("it can be pictured");
            let file = format!("pictures/{name}.png");
            fs::write(docs().join(&file), picture).expect("it can be written");
            self.page += &format!("\n## {title}\n\n{words}\n\n![{title}]({file})\n");
        }

        /// Closes the window; the page so far.
        async fn close(self) -> String {
            self.window.close().await;
            self.page
        }
    }

    fn docs() -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs")
    }
}
