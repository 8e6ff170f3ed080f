//! `POST /v1/remo/cards`

use std::sync::Arc;

use axum::extract::State;
use kagifuda_domain::kms::Pair;
use kagifuda_domain::remo::{self, CardRefusal};
use kagifuda_ledger::Writing;
use kagifuda_wire::remo::{CardRegistered, Licence, Origin, RegisterCard};

use super::WriteRefused;
use crate::app::App;
use crate::extract::{Body, IdempotencyKey, SignedIn};
use crate::problem::Fault;
use crate::remo::{Standing, refused};
use crate::write::{Answered, Command, Undecided, once};

/// Register a card of perpetual licences under a customer's account; wrong pairs count and lock (REM-8, KMS-11).
#[utoipa::path(
    post, path = "/v1/remo/cards", tag = "remo", operation_id = "remo_register_card", request_body = RegisterCard, params(("Idempotency-Key" = uuid::Uuid, Header, description = "Under one key the write is done once; kept for a year.")),
    security(("access_token" = [])),
    responses((status = 200, description = "Registered, now or before.", body = CardRegistered), WriteRefused),
)]
pub(crate) async fn register_card(
    State(app): State<Arc<App>>,
    SignedIn(member): SignedIn,
    IdempotencyKey(key): IdempotencyKey,
    Body(asked): Body<RegisterCard>,
) -> Result<Answered, Fault> {
    once(&app, &member, key, &asked).await
}

impl Command for RegisterCard {
    type Done = CardRegistered;

    const NAME: &'static str = "remo.register_card";

    fn subject(&self) -> String {
        self.activation_key.to_string()
    }

    async fn decide(&self, _app: &App, writing: &mut Writing<'_>) -> Result<CardRegistered, Undecided> {
        let standing = Standing::load(writing, self.customer).await?;
        let (no, customer) = (self.activation_key, standing.customer.id);
        let pair = Pair {
            no,
            registration_id: self.registration_id,
        };
        let on_file = writing
            .on_file(&[pair])
            .await?
            .pop()
            .map(|(_, on_file)| on_file)
            .unwrap_or_default();
        let product = match &on_file.key {
            Some(key) => Some(writing.product(&key.product).await?),
            None => None,
        };
        let registered = writing.remo_card_owner(no).await?;
        match remo::register_card(pair, &on_file, product.as_ref(), registered, customer, writing.now()) {
            Ok(card) if card.is_again() => Ok(CardRegistered {
                licences: of_card(&standing, &card),
                again: true,
            }),
            Ok(card) => {
                let licences = writing.register_remo_card(&card, customer).await?;
                Ok(CardRegistered { licences, again: false })
            }
            Err(refusal) => {
                if matches!(&refusal, CardRefusal::Pair(why) if why.is_wrong_pair()) {
                    writing.count_wrong_pairs(&[no]).await?;
                }
                Err(refused(&(pair, refusal)).into())
            }
        }
    }
}

fn of_card(standing: &Standing, card: &remo::Card) -> Vec<Licence> {
    let is_of =
        |licence: &&Licence| matches!(&licence.origin, Origin::Perpetual { card: no, .. } if *no == card.pair().no);
    standing.licences().filter(is_of).cloned().collect()
}
