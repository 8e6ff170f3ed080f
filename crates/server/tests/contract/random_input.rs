//! Every documented operation against requests that are drawn from the document and then spoiled: whatever comes, the answer is one
//! that the document names, and never a fault of the server.

use std::collections::BTreeSet;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use reqwest::Method;
use serde_json::{Map, Value, json};
use uuid::Uuid;

use crate::support::miemasu::{BASIC, RECORDING, Shop, text};
use crate::support::{Engine, World, send};

const COMMITTED: &str = include_str!("../../openapi.json");
/// Requests for each operation.
const REQUESTS: usize = 150;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_request_is_answered_by_a_fault_or_by_what_is_not_documented() {
    let world = World::new(Engine::Sqlite).await;
    let shop = Shop::new(world).await;
    let (world, desk) = (&shop.world, &shop.desk);
    let mut document = with_what_is_there(&shop).await;
    document["known"] = json!(known_ids(world).await);
    let ids = [
        shop.device(BASIC).await,
        shop.device(RECORDING).await,
        shop.contractor.clone(),
    ];
    let mut runner = TestRunner::deterministic();
    let mut statuses = BTreeSet::new();
    for (path, method, operation) in operations(&document) {
        for _ in 0..REQUESTS {
            let asked = asked(&document, operation, desk.access(), &ids);
            let asked = asked.new_tree(&mut runner).unwrap().current();
            statuses.insert(answer(world, method, path, operation, &asked).await);
        }
    }
    let seen = |statuses: &BTreeSet<u16>| {
        [200, 204, 400, 401, 404, 422, 429]
            .iter()
            .all(|status| statuses.contains(status))
    };
    assert!(seen(&statuses), "some doors were never opened: {statuses:?}");
}

/// Ids of i-PRO Remo that some requests should hit.
async fn known_ids(world: &World) -> Vec<Uuid> {
    let clerk = world.known_clerk("dealer01");
    let customer = clerk.customer("yamada").await;
    let mut ids = vec![customer, clerk.camera(customer, 1, "edge").await];
    ids.extend(clerk.allocate(customer, "DG-JLE101W", 2).await);
    ids
}

/// Every operation; what takes things away comes last, so that there is something to ask the others about.
fn operations(document: &Value) -> Vec<(&str, &str, &Value)> {
    let mut all = Vec::new();
    for (path, methods) in document["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            all.push((path.as_str(), method.as_str(), operation));
        }
    }
    all.sort_by_key(|(path, ..)| path.ends_with("/deletion") || path.ends_with("/withdrawal"));
    all
}

/// The document with ids, keys and months in its examples that are there, so that some requests get through.
async fn with_what_is_there(shop: &Shop) -> Value {
    let parent = shop.device(BASIC).await;
    let shown = shop.show(&parent).await.json();
    let examples = [
        ("00000000-0000-4000-8000-000000000001", shop.contractor.clone()),
        ("00000000-0000-4000-8000-000000000002", parent),
        ("00000000-0000-4000-8000-000000000003", text(&shown["sheet"])),
        (
            "00000000-0000-4000-8000-000000000004",
            shop.desk.session.dealer.to_string(),
        ),
        ("aB3d-EF4h-nD9L-rn7T", shop.sheet(RECORDING).await),
    ];
    let document = examples.iter().fold(COMMITTED.to_owned(), |document, (example, real)| {
        document.replace(example, real)
    });
    serde_json::from_str(&document).unwrap()
}

/// One request.
#[derive(Clone, Debug)]
struct Asked {
    /// For each `{place}` in the path.
    places: Vec<(String, String)>,
    token: Option<String>,
    idempotency_key: Option<String>,
    query: Vec<(String, String)>,
    body: Vec<u8>,
}

async fn answer(world: &World, method: &str, path: &str, operation: &Value, asked: &Asked) -> u16 {
    let method = Method::from_bytes(method.to_uppercase().as_bytes()).unwrap();
    let filled = asked.places.iter().fold(path.to_owned(), |path, (place, value)| {
        path.replace(&format!("{{{place}}}"), value)
    });
    let mut request = world
        .request(method.clone(), &filled)
        .query(&asked.query)
        .body(asked.body.clone());
    if let Some(token) = &asked.token {
        request = request.bearer_auth(token);
    }
    if let Some(key) = &asked.idempotency_key {
        request = request.header("Idempotency-Key", key);
    }
    let answer = send(request).await;
    let told = format!(
        "{method} {path} answered {} to {asked:?}: {}",
        answer.status, answer.text
    );
    assert_ne!(answer.status, 500, "{told}");
    assert!(operation["responses"][answer.status.to_string()].is_object(), "{told}");
    if answer.status >= 400 {
        assert_eq!(answer.json()["status"], answer.status, "{told}");
        assert!(answer.json()["code"].is_string(), "{told}");
    }
    answer.status
}

fn asked(document: &Value, operation: &Value, access: &str, ids: &[String]) -> impl Strategy<Value = Asked> + use<> {
    let schema = &operation["requestBody"]["content"]["application/json"]["schema"];
    let body = if schema.is_null() {
        Just(vec![]).boxed()
    } else {
        prop_oneof![
            8 => of_schema(document, schema).prop_map(|body| body.to_string().into_bytes()),
            1 => anything().prop_map(|body| body.to_string().into_bytes()),
            1 => vec(any::<u8>(), 0..64),
        ]
        .boxed()
    };
    let place = prop_oneof![
        6 => proptest::sample::select(ids.to_vec()),
        1 => any::<u128>().prop_map(|bits| Uuid::from_u128(bits).to_string()),
        1 => "[0-9a-z-]{1,40}",
    ];
    let places: Vec<_> = parameters(operation, "path")
        .into_iter()
        .map(|name| (Just(name), place.clone()))
        .collect();
    let query: Vec<_> = parameters(operation, "query")
        .into_iter()
        .map(|name| proptest::option::weighted(0.7, (Just(name), query_value(ids))))
        .collect();
    let token = prop_oneof![
        1 => Just(None),
        1 => "[!-~]{1,80}".prop_map(Some),
        6 => Just(Some(access.to_owned())),
    ];
    let key = prop_oneof![
        1 => Just(None),
        1 => "[!-~]{0,40}".prop_map(Some),
        4 => any::<u128>().prop_map(|bits| Some(Uuid::from_u128(bits).to_string())),
    ];
    (places, token, key, query, body).prop_map(|(places, token, idempotency_key, query, body)| Asked {
        places,
        token,
        idempotency_key,
        query: query.into_iter().flatten().collect(),
        body,
    })
}

fn query_value(ids: &[String]) -> impl Strategy<Value = String> + use<> {
    prop_oneof![
        6 => "[0-9]{1,3}|-1|[a-zé%&]{0,6}|99999999999999999999",
        1 => proptest::sample::select(ids.to_vec()),
        1 => proptest::sample::select(vec!["in_use".to_owned(), "unused".to_owned(), "\0".to_owned()]),
    ]
}

fn parameters(operation: &Value, place: &str) -> Vec<String> {
    let all = operation["parameters"].as_array().cloned().unwrap_or_default();
    let here = all.iter().filter(|parameter| parameter["in"] == place);
    here.map(|parameter| parameter["name"].as_str().unwrap().to_owned())
        .collect()
}

/// What `schema` describes, with some parts spoiled.
fn of_schema(document: &Value, schema: &Value) -> BoxedStrategy<Value> {
    let fitting = if let Some(reference) = schema["$ref"].as_str() {
        of_schema(document, document.pointer(reference.trim_start_matches('#')).unwrap())
    } else if let Some(kinds) = schema["oneOf"].as_array() {
        let kinds: Vec<_> = kinds.iter().map(|kind| of_schema(document, kind)).collect();
        (0..kinds.len()).prop_flat_map(move |kind| kinds[kind].clone()).boxed()
    } else if schema["format"] == "uuid" && schema.get("example").is_none() {
        let known = document["known"].as_array().unwrap().clone();
        prop_oneof![4 => proptest::sample::select(known), 1 => any::<u128>().prop_map(|bits| json!(Uuid::from_u128(bits)))]
            .boxed()
    } else if let Some(one) = schema["enum"].as_array() {
        proptest::sample::select(one.clone()).boxed()
    } else if let Some(properties) = schema["properties"].as_object() {
        of_object(document, properties)
    } else if schema["type"] == "array" || schema["type"][0] == "array" {
        let bound = |name: &str, default| schema[name].as_u64().map_or(default, |bound| bound as usize);
        let length = bound("minItems", 0)..=bound("maxItems", 3);
        vec(of_schema(document, &schema["items"]), length)
            .prop_map(Value::from)
            .boxed()
    } else if let Some(example) = schema.get("example") {
        prop_oneof![5 => Just(example.clone()), 1 => "[0-9A-F -]{0,24}".prop_map(Value::from)].boxed()
    } else {
        "\\PC{0,40}".prop_map(Value::from).boxed()
    };
    prop_oneof![15 => fitting, 1 => anything()].boxed()
}

/// An object with these properties: now and then one is missing, or there is one too many.
fn of_object(document: &Value, properties: &Map<String, Value>) -> BoxedStrategy<Value> {
    let parts: Vec<_> = properties
        .iter()
        .map(|(name, schema)| {
            let value = of_schema(document, schema);
            let maybe = prop_oneof![9 => value.prop_map(Some), 1 => Just(None)];
            (Just(name.clone()), maybe)
        })
        .collect();
    let more = prop_oneof![9 => Just(None), 1 => anything().prop_map(Some)];
    (parts, more)
        .prop_map(|(parts, more)| {
            let known = parts.into_iter().filter_map(|(name, value)| Some((name, value?)));
            let extra = more.map(|value| ("surprise".to_owned(), value));
            Value::Object(known.chain(extra).collect())
        })
        .boxed()
}

/// Any JSON at all.
fn anything() -> BoxedStrategy<Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(|number| json!(number)),
        "\\PC{0,60}".prop_map(Value::from),
        Just(json!("\u{0}\u{202E}\u{FEFF}'; DROP TABLE dealer; --")),
    ];
    leaf.prop_recursive(3, 24, 6, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..6).prop_map(Value::from),
            proptest::collection::btree_map("\\PC{0,12}", inner, 0..6).prop_map(|map| json!(map)),
        ]
    })
    .boxed()
}
