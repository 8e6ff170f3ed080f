//! look
use kagifuda_print::*;
use std::num::NonZeroU32;
fn main() {
    let item = |language: Language, full: bool, crowded: bool| Item {
        activation_key: "2B33-382F-5DDF-9D68".parse().unwrap(),
        registration_id: "6703-FB18".parse().unwrap(),
        product: "KX-VCS301".parse().unwrap(),
        product_name: if language == Language::En {
            "Multipoint connection key".into()
        } else if crowded {
            "HD映像コミュニケーションユニット 多地点接続（10地点）拡張アクティベーションキー".into()
        } else {
            "多地点接続拡張キー".into()
        },
        product_use: if language == Language::En {
            "Software upgrade".into()
        } else {
            "ソフトウェア拡張".into()
        },
        device: full.then(|| "80D0-08B8-4A6E-0D8B".parse().unwrap()),
        registration_key: full.then(|| "80B8-D0DA-4A6C-17EF".parse().unwrap()),
        site: if crowded {
            Some("福岡支店 3階 第二会議室（旧館・西側エレベーター降りて右、つきあたりの部屋）受付にて鍵を借りること 予備機あり".into())
        } else if full {
            Some("福岡支店 3階 会議室".into())
        } else {
            None
        },
        customer: if crowded {
            Some(
                "株式会社髙橋𠮷野﨑セキュリティサービス＆ファシリティーズ・ホールディングス九州統括本部 情報システム部"
                    .into(),
            )
        } else if full {
            Some("髙橋セキュリティサービス".into())
        } else {
            None
        },
        issued_at: full.then(|| "2026-01-01T00:00:00Z".parse().unwrap()),
        copy: NonZeroU32::new(if full { 1 } else { 2 }).unwrap(),
    };
    let out = std::env::args().nth(1).unwrap();
    for (kind, paper) in [
        (Kind::StartupCard, Paper::A6),
        (Kind::StartupCard, Paper::A4),
        (Kind::ActivationSheet, Paper::A4),
    ] {
        for language in [Language::Ja, Language::En] {
            let mut batch = Batch {
                kind,
                paper,
                language,
                printed_at: "2026-11-21T03:00:00Z".parse().unwrap(),
                address: "https://keys.example.jp".parse().unwrap(),
                supplier: Supplier {
                    company: "株式会社みなと通信システム 福岡営業所".into(),
                    phone: Some("092-000-0000".into()),
                    email: Some("support@minato-tsushin.example.jp".into()),
                },
                items: vec![
                    item(language, true, false),
                    item(language, false, false),
                    item(language, true, true),
                ],
            };
            let t = std::time::Instant::now();
            let pdf = pdf(&batch).unwrap();
            println!(
                "{kind:?} {paper:?} {language:?} {} bytes {:?}",
                pdf.bytes.len(),
                t.elapsed()
            );
            let name = format!("{out}/{kind:?}-{paper:?}-{language:?}");
            std::fs::write(format!("{name}.pdf"), &pdf.bytes).unwrap();
            std::fs::write(format!("{name}-hayro.png"), preview(&pdf.bytes, 0, 700).unwrap()).unwrap();
            batch.items.truncate(1);
            println!("one: {}", kagifuda_print::pdf(&batch).unwrap().bytes.len());
        }
    }
}
