//! try
use kagifuda_cache::*;
#[tokio::main]
async fn main() {
    let home = std::path::PathBuf::from(std::env::args().nth(1).expect("home"));
    let r = Cache::open(&home, Custody::Keychain).await;
    match &r { Ok(c) => println!("ok {:?} cursor {:?}", c.key_place(), c.cursor().await), Err(e) => println!("err {e:?}") }
    if let Ok(c) = &r {
        if std::env::args().nth(2).is_some() {
            use kagifuda_wire::record::*;
            let page: Vec<Record> = (0..20000u128).map(|n| Record::Customer(Customer{id: uuid::Uuid::from_u128(n), name: format!("山田商店{n}"), kana: "ヤマダ".into()})).collect();
            for i in 0..20 { match c.apply(i*1000, &page[(i as usize)*1000..(i as usize+1)*1000]).await { Ok(()) => {}, Err(e) => { println!("page {i}: {e:?} cursor {:?}", c.cursor().await); break } } }
        }
        c.close().await;
    }
}
