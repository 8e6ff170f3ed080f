//! The desk in a window: the only code that knows Tauri.
//!
//! It promises that the window is there at once, whatever the network, the keychain or the cache are doing: the desk is
//! opened behind it, and what stands in the way is shown in it. Commands are a few lines each and decide nothing; what an
//! office can do is `kagifuda_desk`, how it looks and every sentence is `ui/`.

mod arguments;
mod background;
pub mod bindings;
mod clipboard;
mod commands;
mod log;
mod office;

use std::collections::BTreeMap;
use std::process::ExitCode;

use clap::Parser;
use kagifuda_desk::LARGEST_SCAN;
use kagifuda_desk::view::DocumentKind;
use tauri::{Manager, RunEvent, Wry};
use tauri_plugin_window_state::StateFlags;
use tauri_specta::{Builder, collect_commands, collect_events};

use crate::arguments::Arguments;
use crate::background::{StatusChanged, SyncMoved};
use crate::clipboard::Clipboard;
use crate::office::Office;

/// What the window's pages may call and hear. Their TypeScript types are made from this.
pub fn ipc() -> Builder<Wry> {
    Builder::new()
        .disable_serde_phases()
        .commands(collect_commands![
            commands::account::sign_in,
            commands::account::sign_out,
            commands::customers::attach_device,
            commands::customers::check_customer,
            commands::customers::customer,
            commands::customers::customers,
            commands::customers::devices_to_attach,
            commands::customers::export_customers,
            commands::customers::merge_customers,
            commands::customers::merge_offer,
            commands::customers::plan_import,
            commands::customers::run_import,
            commands::customers::save_customer,
            commands::customers::settle_customer,
            commands::draft::draft,
            commands::draft::save_draft,
            commands::due::expiries,
            commands::due::maintenance_news,
            commands::due::save_expiries,
            commands::due::today,
            commands::issue::application,
            commands::issue::applications,
            commands::issue::demo,
            commands::issue::device_facts,
            commands::issue::find_numbers,
            commands::issue::foresee_keys,
            commands::issue::issue,
            commands::issue::put_away,
            commands::issue::read_number,
            commands::issue::read_site,
            commands::issue::save_site,
            commands::look_up::copy,
            commands::look_up::look_up,
            commands::look_up::products,
            commands::look_up::reveal,
            commands::look_up::scan,
            commands::look_up::thing,
            commands::paper::open_printed,
            commands::paper::preview,
            commands::paper::print,
            commands::paper::prints,
            commands::paper::reprint,
            commands::paper::select_prints,
            commands::paper::print_batch,
            commands::paper::batch_progress,
            commands::paper::cancel_batch,
            commands::paper::batch_name,
            commands::paper::check_file_password,
            commands::paper::printers,
            commands::paper::label_sheets,
            commands::paper::print_settings,
            commands::paper::set_print_settings,
            commands::check::countries,
            commands::check::check_sign_up,
            commands::check::check_dealer,
            commands::check::check_login,
            commands::check::check_password,
            commands::check::staff_wants_password,
            commands::members::dealer,
            commands::members::change_dealer,
            commands::members::change_password,
            commands::members::staff,
            commands::members::add_staff,
            commands::members::change_staff,
            commands::members::remove_staff,
            commands::members::second_factor,
            commands::members::begin_second_factor,
            commands::members::confirm_second_factor,
            commands::members::drop_second_factor,
            commands::members::demand_second_factor,
            commands::members::sessions,
            commands::members::end_session,
            commands::members::end_other_sessions,
            commands::registering::consent,
            commands::registering::sign_up,
            commands::registering::password_forgotten,
            commands::registering::open_link,
            commands::registering::finish_sign_up,
            commands::registering::choose_known,
            commands::registering::set_password,
            commands::registering::confirm_address,
            commands::manual::manual,
            commands::manual::policies,
            commands::manual::print_manual,
            commands::manual::version,
            commands::plan::licences,
            commands::plan::plan,
            commands::report::periods,
            commands::report::quotes,
            commands::report::report,
            commands::report::save_quotes,
            commands::report::save_report,
            commands::report::show_in_folder,
            commands::saved_filter::delete_filter,
            commands::saved_filter::rename_filter,
            commands::saved_filter::save_filter,
            commands::saved_filter::saved_filters,
            commands::state::language,
            commands::state::notify,
            commands::state::set_aside,
            commands::state::set_language,
            commands::state::status,
            commands::state::sync,
            commands::state::zoom,
            commands::tsunagaru::apply,
            commands::tsunagaru::check_application,
            commands::tsunagaru::check_extension,
            commands::tsunagaru::extend,
            commands::tsunagaru::offer_numbers,
            commands::tsunagaru::renewal,
            commands::tsunagaru::search_subscription,
            commands::tsunagaru::subscription,
            commands::tsunagaru::subscriptions,
            commands::tsunagaru::terms,
        ])
        .events(collect_events![StatusChanged, SyncMoved])
        .constant("largestScan", LARGEST_SCAN)
        .constant("papersOf", by_document(DocumentKind::papers))
        .constant("filtersOf", by_document(DocumentKind::filters))
}

/// What `of` says of each document, by its name.
fn by_document<T>(of: fn(DocumentKind) -> T) -> BTreeMap<&'static str, T> {
    DocumentKind::all()
        .map(|document| (document.name(), of(document)))
        .into()
}

/// Opens the window, and returns when it is closed.
pub fn run() -> ExitCode {
    let arguments = Arguments::parse();
    if let Err(reason) = log::start(arguments.home.as_deref()) {
        eprintln!("there will be no log file: {reason}");
    }
    match window(arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            tracing::error!("the window did not open: {reason}");
            ExitCode::FAILURE
        }
    }
}

fn window(arguments: Arguments) -> tauri::Result<()> {
    let ipc = ipc();
    let mut builder = tauri::Builder::default();
    if arguments.home.is_none() {
        builder = builder.plugin(tauri_plugin_single_instance::init(|app, _, _| come_forward(app)));
    }
    builder
        .plugin(place_of_window(&arguments))
        .manage(Office::new(arguments.home))
        .manage(Clipboard::default())
        .invoke_handler(ipc.invoke_handler())
        .setup(move |app| {
            ipc.mount_events(app);
            tauri::async_runtime::spawn(background::keep_in_step(app.handle().clone()));
            Ok(())
        })
        .build(tauri::generate_context!("tauri.conf.json"))?
        .run(|app, event| {
            if matches!(event, RunEvent::Exit) {
                app.state::<Clipboard>().take_back();
                tauri::async_runtime::block_on(app.state::<Office>().close());
            }
        });
    Ok(())
}

/// Remembers where the window stood and how large it was.
fn place_of_window(arguments: &Arguments) -> tauri::plugin::TauriPlugin<Wry> {
    let remembered = StateFlags::SIZE | StateFlags::POSITION | StateFlags::MAXIMIZED;
    let mut place = tauri_plugin_window_state::Builder::default().with_state_flags(remembered);
    if let Some(home) = &arguments.home {
        place = place.with_filename(home.join("window.json").to_string_lossy());
    }
    place.build()
}

/// Someone started Kagifuda a second time: what they want is the window that is there.
fn come_forward(app: &tauri::AppHandle) {
    if let Some(window) = app.get_webview_window("main") {
        // A window manager may refuse any of these; then it stays where it is.
        window.unminimize().ok();
        window.set_focus().ok();
    }
}
