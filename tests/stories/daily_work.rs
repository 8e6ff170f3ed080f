//! A day at the office: mint, sync, look up, print.

use kagifuda_desk::problem::{Field, PaperProblem, Problem};
use kagifuda_desk::view::{DocumentKind, IssueForm, IssueLine, PrintForm};
use kagifuda_tests::office::{DEVICE, Office};
use kagifuda_tests::paper::{file, form, into_a_file};
use kagifuda_tests::server::{Engine, LOGIN, PASSWORD};

fn card(keys: &[&str]) -> PrintForm {
    form(DocumentKind::StartupCard, keys)
}

#[tokio::test(flavor = "multi_thread")]
async fn minted_keys_are_synced_looked_up_and_printed_without_a_network() {
    for engine in Engine::all() {
        let office = Office::on(engine).await;
        office.sign_in(LOGIN, PASSWORD).await.unwrap();
        let pairs = office.server.mint(2_500).await;
        let synced = office.sync().await.unwrap();
        // Besides the keys: server, dealer, and the products.
        assert!(
            synced.applied > 2_500 && synced.cursor == synced.applied && synced.total == synced.applied,
            "{synced:?}"
        );
        assert_eq!(office.desk.status().await.unwrap().counts.keys, 2_500);

        office.network.cut();
        office.network.traffic();
        let no = pairs[1_234].no.to_string();
        for query in [&no, &no.replace('-', "").to_lowercase(), &no[5..14]] {
            let found = office.desk.find(query, 10).await.unwrap();
            assert!(found.hits.iter().any(|hit| hit.activation_key == no), "{query}");
        }
        let printed = office.desk.print(card(&[&no]), into_a_file(), None).await.unwrap();
        let pdf = std::fs::read(file(&printed)).unwrap();
        assert!(pdf.starts_with(b"%PDF-") && printed.pages == 1);
        assert!(
            file(&printed).ends_with(&format!("{}.pdf", &no[15..])),
            "{}",
            file(&printed)
        );
        assert_eq!(office.network.traffic().requests, 0, "the network was asked");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_registered_key_shows_its_device_and_site() {
    let (office, pairs) = Office::with_keys(2).await;
    let keys = vec![IssueLine {
        activation_key: pairs[0].no.plain(),
        registration_id: pairs[0].registration_id.plain().to_lowercase(),
    }];
    let form = IssueForm {
        device: "１２３４ー５６７８ー９０ａｂーｃｄｅｆ".into(),
        keys,
        site: Some(["本社".into(), "3階".into()]),
        mail: None,
        draft: None,
    };
    office.desk.issue(form).await.unwrap();
    // The application brings its own news along.
    let known = office.look_up(&pairs[0]).await;
    assert_eq!(known.device.as_deref(), Some(DEVICE));
    assert_eq!(known.site.as_deref(), Some("本社 3階"));
    assert!(known.registration_key.is_some() && known.issued_at.is_some());
    assert_eq!(office.desk.find("本社 3階", 10).await.unwrap().hits, [known]);
    assert_eq!(office.look_up(&pairs[1]).await.device, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn every_print_is_recorded_with_its_copy_number() {
    let (office, pairs) = Office::with_keys(2).await;
    let (one, two) = (pairs[0].no.to_string(), pairs[1].no.to_string());
    office.desk.preview(card(&[&one]), 0, 300).await.unwrap();
    let first = office.desk.print(card(&[&one]), into_a_file(), None).await.unwrap();
    let second = office
        .desk
        .print(card(&[&one, &two]), into_a_file(), None)
        .await
        .unwrap();
    assert_ne!(file(&first), file(&second));
    assert_eq!(second.pages, 2);
    let copies = async |no: &str| {
        let key = office.desk.key(no).await.unwrap();
        key.prints.iter().map(|print| print.copy).collect::<Vec<_>>()
    };
    assert_eq!(copies(&one).await, [2, 1]);
    assert_eq!(copies(&two).await, [1]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_print_to_a_place_that_cannot_be_written_leaves_nothing_behind() {
    let (office, pairs) = Office::with_keys(1).await;
    let no = pairs[0].no.to_string();
    let nowhere = office.file("no/such/folder/card.pdf");
    let refused = office
        .desk
        .print(card(&[&no]), into_a_file(), Some(nowhere.clone()))
        .await
        .unwrap_err();
    assert!(matches!(refused, Problem::FileAccess { .. }), "{refused:?}");
    assert!(office.desk.key(&no).await.unwrap().prints.is_empty());

    let chosen = office.file("card.pdf");
    let printed = office
        .desk
        .print(card(&[&no]), into_a_file(), Some(chosen.clone()))
        .await
        .unwrap();
    assert_eq!(file(&printed), chosen.display().to_string());
    assert!(chosen.exists() && !nowhere.exists());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_print_that_fails_takes_no_copy_number_and_only_files_are_written_over() {
    let (office, pairs) = Office::with_keys(1).await;
    let no = pairs[0].no.to_string();
    let print = async |to: &str| {
        office
            .desk
            .print(card(&[&no]), into_a_file(), Some(office.file(to)))
            .await
    };
    std::fs::create_dir(office.file("folder")).unwrap();
    for _ in 0..2 {
        let path = office.file("folder").display().to_string();
        assert_eq!(print("folder").await, Err(Problem::NotAFile { path }));
    }
    let copies = async || {
        let prints = office.desk.key(&no).await.unwrap().prints;
        prints.iter().map(|print| print.copy).collect::<Vec<_>>()
    };
    assert_eq!(copies().await, [0; 0]);
    print("card.pdf").await.unwrap();
    assert_eq!(copies().await, [1]);
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
async fn a_print_to_a_link_goes_where_the_link_leads() {
    use std::os::unix::fs::{FileTypeExt, symlink};
    let (office, pairs) = Office::with_keys(1).await;
    let no = pairs[0].no.to_string();
    let print = async |to: &str| {
        office
            .desk
            .print(card(&[&no]), into_a_file(), Some(office.file(to)))
            .await
    };
    std::fs::create_dir(office.file("shared")).unwrap();
    symlink("shared/real.pdf", office.file("link.pdf")).unwrap();
    for state in ["not there yet", "there"] {
        let printed = print("link.pdf").await.unwrap();
        assert_eq!(file(&printed), office.file("link.pdf").display().to_string(), "{state}");
        assert!(office.file("link.pdf").is_symlink(), "{state}");
        assert!(
            std::fs::read(office.file("shared/real.pdf"))
                .unwrap()
                .starts_with(b"%PDF-")
        );
        std::fs::write(office.file("shared/real.pdf"), "another").unwrap();
    }
    symlink("round.pdf", office.file("round.pdf")).unwrap();
    let _listening = std::os::unix::net::UnixListener::bind(office.file("socket")).unwrap();
    symlink("socket", office.file("device.pdf")).unwrap();
    for refused in ["round.pdf", "device.pdf", "socket"] {
        let met = print(refused).await.unwrap_err();
        assert!(matches!(met, Problem::NotAFile { .. }), "{refused}: {met:?}");
    }
    let socket = std::fs::metadata(office.file("socket")).unwrap().file_type();
    assert!(socket.is_socket(), "it was not replaced");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_mistyped_is_named_with_its_field() {
    let (office, _) = Office::with_keys(0).await;
    let key = async |typed: &str| office.desk.key(typed).await.unwrap_err();
    let field = Field::ActivationKey;
    assert_eq!(
        key("0123-4567-89AB-CDE").await,
        Problem::NumberLength {
            field,
            expected: 16,
            or: None,
            found: 15
        }
    );
    assert_eq!(
        key("0123-4567-89AB-CDEF-0").await,
        Problem::NumberLength {
            field,
            expected: 16,
            or: None,
            found: 17
        }
    );
    let letter = |symbol: &str, position, meant: &str| Problem::NumberSymbol {
        field,
        symbol: symbol.into(),
        position,
        meant: Some(meant.into()),
    };
    assert_eq!(key("O123-4567-89AB-CDEF").await, letter("O", 1, "0"));
    assert_eq!(key("0123-4567-89AB-CDEI").await, letter("I", 16, "1"));
    let unknown = key("０１２３－４５６７－８９ＡＢ－ＣＤＥＦ").await;
    assert_eq!(
        unknown,
        Problem::UnknownKey {
            activation_key: "0123-4567-89AB-CDEF".into()
        }
    );
    assert_eq!(office.desk.find(" x ", 10).await, Err(Problem::QueryTooShort));
    assert_eq!(
        office.desk.print(card(&[]), into_a_file(), None).await,
        Err(PaperProblem::NothingToPrint.into())
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_is_found_by_the_pair_as_it_is_typed_to_apply_for_it() {
    let (office, pairs) = Office::with_keys(2).await;
    let (no, id) = (pairs[0].no, pairs[0].registration_id);
    for query in [format!("{no}:{id}"), format!("{}：{}", no.plain(), id.plain())] {
        let hits = office.desk.find(&query, 10).await.unwrap().hits;
        assert_eq!(hits, [office.look_up(&pairs[0]).await], "{query}");
    }
    let mixed = format!("{no}:{}", pairs[1].registration_id);
    assert_eq!(office.desk.find(&mixed, 10).await.unwrap().hits, []);
}
