//! Printing from the command line: every document, by filter, straight to a printer, and once more.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use kagifuda_tests::told::{licence_sheets, told};
use serde_json::json;

use crate::office::{DEVICE, Ended, Office};

/// An office with two keys, one of them on a device; the numbers of both.
async fn with_keys() -> (Office, [String; 2]) {
    let office = Office::signed_in().await;
    let pairs = office.server.mint(2).await;
    assert_eq!(office.cli(&["sync"]).await.status, 0);
    let key = format!("{}:{}", pairs[0].no, pairs[0].registration_id);
    let issued = office.cli(&["issue", "--device", DEVICE, "--key", &key]).await;
    assert_eq!(issued.status, 0, "{issued:?}");
    (office, [pairs[0].no.to_string(), pairs[1].no.to_string()])
}

/// Programs that the system has for printing: `lp` keeps what it is given, or refuses it.
fn cups(folder: &Path, accepts: bool) -> String {
    let lp = if accepts {
        format!(
            "#!/bin/sh\nprintf '%s ' \"$@\" > {0}/asked\nfor last; do :; done\ncp \"$last\" {0}/paper.pdf\n",
            folder.display()
        )
    } else {
        "#!/bin/sh\nexit 1\n".to_owned()
    };
    let lpstat =
        "#!/bin/sh\ncase $1 in -e) echo 受付; echo Office;; -d) echo system default destination: Office;; esac\n";
    for (name, script) in [("lp", lp.as_str()), ("lpstat", lpstat)] {
        let path = folder.join(name);
        std::fs::write(&path, script).unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
    }
    format!("{}:{}", folder.display(), std::env::var("PATH").unwrap())
}

fn done(ended: Ended) -> serde_json::Value {
    assert_eq!(ended.status, 0, "{ended:?}");
    ended.json()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_print_goes_straight_to_a_printer_and_its_file_is_gone_afterwards() {
    let (office, [no, _]) = with_keys().await;
    let system = tempfile::tempdir().unwrap();
    let path = cups(system.path(), true);
    let usual = async || {
        let printers = done(office.run_on(&["printers", "--json"], b"", &path).await);
        let printers = printers["printers"].as_array().unwrap().clone();
        let names = printers.iter().filter(|printer| printer["usual"] == true);
        (
            printers.len(),
            names.map(|printer| printer["name"].clone()).collect::<Vec<_>>(),
        )
    };
    assert_eq!(usual().await, (2, vec![json!("Office")]));
    let sent = office
        .run_on(
            &["print", "startup-card", &no, "--printer", "受付", "--json"],
            b"",
            &path,
        )
        .await;
    assert_eq!(
        done(sent),
        json!({"file": null, "printer": "受付", "pages": 1, "documents": 1})
    );
    // The printer that was printed on is the usual one from then on.
    assert_eq!(usual().await, (2, vec![json!("受付")]));
    assert!(
        std::fs::read(system.path().join("paper.pdf"))
            .unwrap()
            .starts_with(b"%PDF")
    );
    let asked = std::fs::read_to_string(system.path().join("asked")).unwrap();
    assert!(
        asked.contains("-d 受付") && asked.contains("print-scaling=none") && !asked.contains(&no),
        "{asked}"
    );
    let left: Vec<_> = std::fs::read_dir(office.home.path().join("prints")).unwrap().collect();
    assert!(left.is_empty(), "{left:?}");

    // One that is refused takes no copy number.
    let path = cups(system.path(), false);
    let refused = office
        .run_on(
            &["print", "startup-card", &no, "--printer", "Office", "--json"],
            b"",
            &path,
        )
        .await;
    assert_eq!(refused.status, 4, "{refused:?}");
    assert_eq!(refused.json()["code"], "printer_refused");
    assert_eq!(
        done(office.cli(&["prints", "--json"]).await)["prints"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_filter_chooses_is_printed_into_the_folder_and_once_more_by_its_id() {
    let (office, [no, _]) = with_keys().await;
    let printed = done(
        office
            .cli(&[
                "print",
                "registration-sheet",
                "--all",
                "--per-customer",
                "--pattern",
                "{document}-{number}",
                "--json",
            ])
            .await,
    );
    let file = printed["printed"][0]["file"].as_str().unwrap();
    assert!(
        file.ends_with("registration-sheet-001.pdf") && Path::new(file).exists(),
        "{printed}"
    );
    assert_eq!(
        (&printed["left_out"], &printed["cancelled"]),
        (&json!([]), &json!(false))
    );

    let registered = done(
        office
            .cli(&[
                "print",
                "startup-card",
                "--all",
                "--state",
                "registered",
                "--page",
                "8up",
                "--json",
            ])
            .await,
    );
    assert_eq!(registered["printed"][0]["documents"], 1);
    let prints = done(office.cli(&["prints", "--json"]).await);
    assert_eq!(
        (&prints["prints"][0]["subject"], &prints["prints"][0]["copy"]),
        (&json!(no), &json!(1))
    );
    let id = prints["prints"][0]["id"].as_str().unwrap();
    let file = office.path("again.pdf");
    let again = done(office.cli(&["reprint", id, "--out", &file, "--json"]).await);
    assert_eq!(again["file"], json!(file));
    let prints = done(office.cli(&["prints", "--limit", "1", "--json"]).await);
    assert_eq!(
        (&prints["prints"][0]["copy"], &prints["more"]),
        (&json!(2), &json!(true))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn more_than_a_batch_may_have_is_refused_whole_and_not_printed_in_part() {
    let office = Office::signed_in().await;
    assert_eq!(office.cli(&["sync"]).await.status, 0);
    told(office.home.path(), &licence_sheets(10_001)).await;
    let refused = office.cli(&["print", "licence-sheet", "--all", "--json"]).await;
    let problem = refused.json();
    assert_eq!(
        (refused.status, &problem["code"], &problem["found"], &problem["max"]),
        (1, &json!("too_many_sheets"), &json!(10_001), &json!(10_000)),
        "{refused:?}"
    );
    assert!(!office.home.path().join("prints").exists());
    let prints = done(office.cli(&["prints", "--json"]).await);
    assert_eq!(prints["prints"], json!([]));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_batch_that_is_stopped_by_ctrl_c_says_what_there_is_and_has_recorded_just_that() {
    let office = Office::signed_in().await;
    assert_eq!(office.cli(&["sync"]).await.status, 0);
    told(office.home.path(), &licence_sheets(10_000)).await;
    let folder = office.home.path().join("prints");
    let files = || std::fs::read_dir(&folder).map_or(0, |entries| entries.flatten().filter(is_whole).count());
    let mut batch = office.command(&["print", "licence-sheet", "--all", "--json"]);
    let batch = batch.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    while files() == 0 {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let asked = std::process::Command::new("kill")
        .args(["-INT", &batch.id().to_string()])
        .status();
    assert!(asked.unwrap().success());
    let stopped = tokio::task::spawn_blocking(|| batch.wait_with_output())
        .await
        .unwrap()
        .unwrap();
    let told: serde_json::Value = serde_json::from_slice(&stopped.stdout).unwrap();
    assert_eq!((stopped.status.code(), &told["cancelled"]), (Some(1), &json!(true)));
    let printed = told["printed"].as_array().unwrap();
    let documents: u64 = printed.iter().map(|file| file["documents"].as_u64().unwrap()).sum();
    assert!((1_000..10_000).contains(&documents), "{documents}");
    assert_eq!(printed.len(), files());
    let prints = done(office.cli(&["prints", "--limit", "10000", "--json"]).await);
    assert_eq!(prints["prints"].as_array().unwrap().len() as u64, documents);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_batch_that_the_printer_ends_tells_what_came_out_before() {
    let office = Office::signed_in().await;
    assert_eq!(office.cli(&["sync"]).await.status, 0);
    told(office.home.path(), &licence_sheets(2_500)).await;
    let system = tempfile::tempdir().unwrap();
    let path = cups(system.path(), true);
    // It takes one file and no other.
    let lp = system.path().join("lp");
    let once = format!("#!/bin/sh\nmkdir {}/taken || exit 1\n", system.path().display());
    std::fs::write(&lp, once).unwrap();
    let batch = ["print", "licence-sheet", "--all", "--printer", "Office", "--json"];
    let ended = office.run_on(&batch, b"", &path).await;
    let told = ended.json();
    assert_eq!(
        (ended.status, &told["fault"]["code"], &told["printed"]),
        (
            4,
            &json!("printer_refused"),
            &json!([{"file": null, "printer": "Office", "pages": 1_000, "documents": 1_000}])
        )
    );
    let prints = done(office.cli(&["prints", "--limit", "10000", "--json"]).await);
    assert_eq!(prints["prints"].as_array().unwrap().len(), 1_000);
}

/// Whether it has its name.
fn is_whole(entry: &std::fs::DirEntry) -> bool {
    !entry.file_name().to_string_lossy().starts_with('.')
}

#[tokio::test(flavor = "multi_thread")]
async fn labels_and_files_for_mail_are_made_and_a_password_is_read_from_standard_input() {
    let (office, [no, other]) = with_keys().await;
    let sheets = done(office.cli(&["label-sheets", "--json"]).await);
    let sheet = sheets["sheets"][0]["name"].as_str().unwrap();
    let file = office.path("labels.pdf");
    let labels = [
        "print",
        "key-label",
        &no,
        &other,
        "--labels",
        sheet,
        "--start",
        "10",
        "--out",
        &file,
        "--json",
    ];
    assert_eq!(
        done(office.cli(&labels).await)["pages"],
        2,
        "the tenth of ten, and the first of the next sheet"
    );

    let file = office.path("mail.pdf");
    let mail = [
        "print",
        "startup-card",
        &no,
        "--masked",
        "--password-stdin",
        "--out",
        &file,
        "--json",
    ];
    done(office.run(&mail, "Minato-2026\n").await);
    let opened = |password: &str| {
        let read = std::process::Command::new("pdftotext")
            .args(["-upw", password, &file, "-"])
            .output()
            .unwrap();
        read.status
            .success()
            .then(|| String::from_utf8_lossy(&read.stdout).into_owned())
    };
    let is_protected = || {
        assert!(opened("").is_none());
        assert!(opened("Minato-2026").is_some_and(|text| text.contains(&no[15..]) && !text.contains(&no)));
    };
    is_protected();
    // The password is not kept: printing it once more asks for one again.
    let prints = done(office.cli(&["prints", "--limit", "1", "--json"]).await);
    let id = prints["prints"][0]["id"].as_str().unwrap();
    let again = ["reprint", id, "--password-stdin", "--out", &file, "--json"];
    done(office.run(&again, "Minato-2026\n").await);
    is_protected();
    let short = office.run(&mail, "short\n").await;
    assert_eq!(
        (short.status, &short.json()["code"]),
        (2, &json!("file_password")),
        "{short:?}"
    );
    // Paper has no password, and a printer opens no file that has one.
    for what in [["print", "startup-card", &no], ["reprint", id, "--start=1"]] {
        let to_a_printer = ["--printer", "Office", "--password-stdin"];
        let refused = office.run(&[&what[..], &to_a_printer].concat(), "Minato-2026\n").await;
        assert_eq!(refused.status, 2, "{refused:?}");
    }
    assert_eq!(
        office
            .cli(&["print", "startup-card", &no, "--printer", ""])
            .await
            .status,
        2
    );
}
