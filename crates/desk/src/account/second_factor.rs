//! The second factor (ACC-6).

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use kagifuda_sync::Call;
use kagifuda_wire::account::Done;
use kagifuda_wire::request::Method;
use kagifuda_wire::session::{
    BeginSecondFactor, DemandSecondFactor, SecondFactorBegun, SecondFactorState, Secret, ShowCode,
};

use super::read_code;
use crate::Desk;
use crate::fault::failed;
use crate::problem::Problem;
use crate::view::{SecondFactorBegunView, SecondFactorView, Typed};

const PATH: &str = "/v1/second-factor";

impl Desk {
    /// Where the member stands.
    pub async fn second_factor(&self) -> Result<SecondFactorView, Problem> {
        let role = self.account().await?.role;
        let state: SecondFactorState = self.ask(&Call::get(PATH)).await?;
        Ok(SecondFactorView {
            on: state.on,
            demanded: state.demanded,
            may_demand: role.may_keep_account(),
        })
    }

    /// Begins with a second factor. What it answers is said once; who has lost it begins anew.
    pub async fn begin_second_factor(&self, password: Typed) -> Result<SecondFactorBegunView, Problem> {
        let password = password.into();
        let call = Call::search(PATH, &BeginSecondFactor { password }).map_err(|error| failed(&error))?;
        let begun: SecondFactorBegun = self.ask(&call).await?;
        let image = kagifuda_print::code_svg(begun.otpauth.expose()).map_err(|error| failed(&error))?;
        let secret: Vec<char> = begun.secret.expose().chars().collect();
        let groups: Vec<String> = secret.chunks(4).map(|group| group.iter().collect()).collect();
        Ok(SecondFactorBegunView {
            image: format!("data:image/svg+xml;base64,{}", STANDARD.encode(image)),
            secret: groups.join(" "),
            recovery_codes: begun
                .recovery_codes
                .iter()
                .map(|code| code.expose().to_owned())
                .collect(),
        })
    }

    /// Turns on what was begun, with a code of the app.
    pub async fn confirm_second_factor(&self, code: Typed) -> Result<(), Problem> {
        let _: Done = self.change(Method::Put, PATH, Some(&shown(&code))).await?;
        Ok(())
    }

    /// Turns it off, with a code of the app or a recovery code.
    pub async fn drop_second_factor(&self, code: Typed) -> Result<(), Problem> {
        let _: Done = self.change(Method::Delete, PATH, Some(&shown(&code))).await?;
        Ok(())
    }

    /// Demands a second factor of everybody, or no longer. For owners who have one.
    pub async fn demand_second_factor(&self, demanded: bool) -> Result<(), Problem> {
        let asked = DemandSecondFactor { demanded };
        let _: Done = self
            .change(Method::Put, "/v1/second-factor/demand", Some(&asked))
            .await?;
        Ok(())
    }
}

fn shown(code: &Typed) -> ShowCode {
    ShowCode {
        code: read_code(&code.0).unwrap_or_else(|| Secret::new("")),
    }
}
