//! A mail server on loopback that keeps what it takes over.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use kagifuda_server::MailOptions;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// What was taken over: to whom it was said to be, and its text.
#[derive(Clone, Debug)]
pub struct Taken {
    pub to: Vec<String>,
    pub text: String,
}

#[derive(Default)]
struct State {
    taken: Vec<Taken>,
    /// How each recipient is answered; taken, if nothing is set.
    refusal: Option<&'static str>,
    refused: usize,
    silent: bool,
    said: Vec<String>,
}

/// A mail server that speaks what SMTP cannot do without (RFC 5321, 4.5.1).
pub struct Sink {
    address: SocketAddr,
    state: Arc<Mutex<State>>,
    listening: Option<JoinHandle<()>>,
}

impl Sink {
    pub async fn new() -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let (address, state) = (listener.local_addr().unwrap(), Arc::default());
        let mut sink = Self {
            address,
            state,
            listening: None,
        };
        sink.listen(listener);
        sink
    }

    fn listen(&mut self, listener: TcpListener) {
        let state = self.state.clone();
        self.listening = Some(tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(talk(stream, state.clone()));
            }
        }));
    }

    /// The options that send mail here.
    pub fn options(&self) -> MailOptions {
        MailOptions {
            smtp: Some(format!("smtp://{}", self.address)),
            from: Some("鍵札 <keys@example.jp>".into()),
            password: None,
        }
    }

    /// Answers every recipient so from now on.
    pub fn refuse(&self, answer: impl Into<Option<&'static str>>) {
        self.state.lock().unwrap().refusal = answer.into();
    }

    /// Takes connections and says nothing, from now on.
    pub fn be_silent(&self, silent: bool) {
        self.state.lock().unwrap().silent = silent;
    }

    /// Is not there until [`Sink::come_back`].
    pub async fn go_away(&mut self) {
        let listening = self.listening.take().unwrap();
        listening.abort();
        assert!(listening.await.unwrap_err().is_cancelled());
    }

    pub async fn come_back(&mut self) {
        let listener = TcpListener::bind(self.address).await.unwrap();
        self.listen(listener);
    }

    /// What was taken over so far.
    pub fn taken(&self) -> Vec<Taken> {
        self.state.lock().unwrap().taken.clone()
    }

    /// User and password of every connection that said them.
    pub fn said(&self) -> Vec<String> {
        self.state.lock().unwrap().said.clone()
    }

    /// Recipients refused so far.
    pub fn refused(&self) -> usize {
        self.state.lock().unwrap().refused
    }
}

/// One connection. What ends it early is the other side's business.
async fn talk(stream: TcpStream, state: Arc<Mutex<State>>) {
    if state.lock().unwrap().silent {
        std::future::pending::<()>().await;
    }
    let (reading, mut writing) = stream.into_split();
    let mut lines = BufReader::new(reading).lines();
    let mut answer = "220 sink".to_owned();
    let mut to = Vec::new();
    loop {
        if writing.write_all(format!("{answer}\r\n").as_bytes()).await.is_err() {
            return;
        }
        let Ok(Some(line)) = lines.next_line().await else {
            return;
        };
        answer = match line.split([' ', ':']).next().unwrap() {
            "EHLO" => "250-sink\r\n250 AUTH PLAIN".into(),
            "AUTH" => {
                let said = STANDARD.decode(line.rsplit(' ').next().unwrap()).unwrap();
                let said = String::from_utf8(said).unwrap();
                state
                    .lock()
                    .unwrap()
                    .said
                    .push(said.trim_matches('\0').replace('\0', " "));
                "235 welcome".into()
            }
            "MAIL" | "RSET" => {
                to.clear();
                "250 fine".into()
            }
            "RCPT" => recipient(&state, &line, &mut to),
            "DATA" => {
                writing.write_all(b"354 go on\r\n").await.unwrap();
                let mut text = String::new();
                while let Ok(Some(line)) = lines.next_line().await {
                    if line == "." {
                        break;
                    }
                    text += line.strip_prefix('.').unwrap_or(&line);
                    text += "\r\n";
                }
                let to = std::mem::take(&mut to);
                state.lock().unwrap().taken.push(Taken { to, text });
                "250 taken".into()
            }
            "QUIT" => "221 bye".into(),
            _ => "502 not spoken here".into(),
        };
    }
}

fn recipient(state: &Mutex<State>, line: &str, to: &mut Vec<String>) -> String {
    let mut state = state.lock().unwrap();
    let address = line.split(['<', '>']).nth(1).unwrap();
    match state.refusal {
        Some(refusal) => {
            state.refused += 1;
            format!("{refusal} <{address}>")
        }
        None => {
            to.push(address.to_owned());
            "250 fine".into()
        }
    }
}
