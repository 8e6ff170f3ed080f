//! Signing in with a second factor (ACC-6).

use kagifuda_desk::problem::Problem;
use kagifuda_tests::authenticator::Authenticator;
use kagifuda_tests::office::Office;
use kagifuda_tests::server::{LOGIN, PASSWORD};

#[tokio::test(flavor = "multi_thread")]
async fn acc_6_a_member_with_a_second_factor_signs_in_with_its_code_however_it_is_typed() {
    let office = Office::new().await;
    let app = Authenticator::set_up(&office.server, LOGIN).await;
    let full_width = |code: &str| -> String {
        let digits = code.chars().map(|digit| char::from_u32(u32::from(digit) + 0xFEE0));
        digits.map(Option::unwrap).collect()
    };
    let grouped = |code: &str| format!("  {} {}\n", &code[..3], &code[3..]);
    let wide_and_grouped = |code: &str| {
        full_width(code).chars().collect::<Vec<_>>()[..]
            .chunks(3)
            .map(String::from_iter)
            .collect::<Vec<_>>()
            .join("\u{3000}")
    };
    let ways: [&dyn Fn(&str) -> String; 4] = [&str::to_owned, &grouped, &full_width, &wide_and_grouped];
    for typed in ways {
        for nothing in [None, Some(""), Some(" ")] {
            assert_eq!(
                office.sign_in_with(LOGIN, PASSWORD, nothing).await,
                Err(Problem::SecondFactorWanted)
            );
        }
        let typed = typed(&app.next_code());
        let status = office.sign_in_with(LOGIN, PASSWORD, Some(&typed)).await.unwrap();
        assert_eq!(status.account.unwrap().login, LOGIN, "{typed:?}");
        office.sync().await.unwrap();
        office.desk.sign_out().await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn acc_6_a_code_that_was_used_or_does_not_fit_is_told_from_a_wrong_password() {
    let office = Office::new().await;
    let app = Authenticator::set_up(&office.server, LOGIN).await;
    let code = app.next_code();
    office.sign_in_with(LOGIN, PASSWORD, Some(&code)).await.unwrap();
    for typed in [code.as_str(), "12345", "no code at all"] {
        assert_eq!(
            office.sign_in_with(LOGIN, PASSWORD, Some(typed)).await,
            Err(Problem::SecondFactorWrong),
            "{typed}"
        );
    }
    assert_eq!(
        office
            .sign_in_with(LOGIN, "a wrong password", Some(&app.next_code()))
            .await,
        Err(Problem::WrongCredentials)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn acc_6_a_recovery_code_signs_in_once_without_the_telephone() {
    let office = Office::new().await;
    let app = Authenticator::set_up(&office.server, LOGIN).await;
    let typed = app.recovery_codes[0].to_lowercase().replace('-', "－");
    office.sign_in_with(LOGIN, PASSWORD, Some(&typed)).await.unwrap();
    assert_eq!(
        office.sign_in_with(LOGIN, PASSWORD, Some(&typed)).await,
        Err(Problem::SecondFactorWrong)
    );
}
