//! The way between an office and its server: a proxy on loopback that counts, and that can be cut, mended and made to lie.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard};

use kagifuda_wire::changes::ChangePage;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::tcp::OwnedReadHalf;
use tokio::net::{TcpListener, TcpStream};

/// What happens to requests on their way.
#[derive(Clone, Copy)]
pub enum Weather {
    /// They are answered.
    Fine,
    /// They do not even leave.
    Cut,
    /// So many are answered, then it changes.
    After(u32, &'static Weather),
    /// A hotel answers instead.
    CaptivePortal,
    /// Something answers this instead.
    Answers(&'static str),
    /// The server gets them; nobody answers.
    LosesAnswers,
    /// They are taken, and then there is silence.
    Stalls,
    /// The answer breaks off halfway.
    BreaksOff,
    /// Pages of changes are changed by somebody in between.
    Tampers(fn(&mut ChangePage)),
}

/// What went over the wire, headers included.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Traffic {
    /// Requests sent.
    pub requests: u32,
    /// Bytes sent by the office.
    pub sent: usize,
    /// Bytes received by the office.
    pub received: usize,
}

struct State {
    server: SocketAddr,
    weather: Weather,
    traffic: Traffic,
}

/// The network of an office.
#[derive(Clone)]
pub struct Network {
    address: SocketAddr,
    state: Arc<Mutex<State>>,
}

const PORTAL: &str = "HTTP/1.1 200 OK\r\ncontent-type: text/html; charset=utf-8\r\ncontent-length: 28\r\n\r\n<html>Welcome, guest!</html>";

impl Network {
    /// A network that leads to `server`.
    pub async fn to(server: SocketAddr) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0")
            .await
            .expect("loopback has a free port");
        let address = listener.local_addr().expect("it is bound");
        let state = Arc::new(Mutex::new(State {
            server,
            weather: Weather::Fine,
            traffic: Traffic::default(),
        }));
        let network = Self { address, state };
        let within = network.clone();
        tokio::spawn(async move {
            while let Ok((office, _)) = listener.accept().await {
                let network = within.clone();
                // A connection that breaks is what is being tried here.
                tokio::spawn(async move { network.carry(office).await.ok() });
            }
        });
        network
    }

    /// The server's address, as the office sees it.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Cuts it.
    pub fn cut(&self) {
        self.weather(Weather::Cut);
    }

    /// Mends it.
    pub fn mend(&self) {
        self.weather(Weather::Fine);
    }

    /// Changes the weather.
    pub fn weather(&self, weather: Weather) {
        self.state().weather = weather;
    }

    /// Leads to another server from now on.
    pub fn lead_to(&self, server: SocketAddr) {
        self.state().server = server;
    }

    /// What went over the wire since this was last asked.
    pub fn traffic(&self) -> Traffic {
        std::mem::take(&mut self.state().traffic)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().expect("no test holds it while failing")
    }

    /// Carries requests and answers until either side hangs up.
    async fn carry(&self, office: TcpStream) -> std::io::Result<()> {
        let (office_reader, mut office_writer) = office.into_split();
        let mut office_reader = BufReader::new(office_reader);
        while let Some(request) = read_message(&mut office_reader).await? {
            let weather = self.count_request(request.len());
            let answer = match weather {
                Weather::Cut => return Ok(()),
                Weather::Stalls => std::future::pending().await,
                Weather::CaptivePortal => PORTAL.as_bytes().to_vec(),
                Weather::Answers(message) => message.as_bytes().to_vec(),
                Weather::Fine
                | Weather::After(..)
                | Weather::LosesAnswers
                | Weather::BreaksOff
                | Weather::Tampers(_) => ask(self.server(), &request).await?,
            };
            let answer = match weather {
                Weather::LosesAnswers => return Ok(()),
                Weather::BreaksOff => answer[..answer.len() - 1].to_vec(),
                Weather::Tampers(edit) => tampered(answer, edit),
                Weather::Fine
                | Weather::Cut
                | Weather::After(..)
                | Weather::CaptivePortal
                | Weather::Answers(_)
                | Weather::Stalls => answer,
            };
            self.state().traffic.received += answer.len();
            office_writer.write_all(&answer).await?;
            if let Weather::BreaksOff = weather {
                return Ok(());
            }
        }
        Ok(())
    }

    fn server(&self) -> SocketAddr {
        self.state().server
    }

    fn count_request(&self, bytes: usize) -> Weather {
        let mut state = self.state();
        state.traffic.requests += 1;
        state.traffic.sent += bytes;
        let now = state.weather;
        if let Weather::After(left, then) = now {
            state.weather = left.checked_sub(1).map_or(*then, |left| Weather::After(left, then));
            return if left == 0 { *then } else { now };
        }
        now
    }
}

async fn ask(server: SocketAddr, request: &[u8]) -> std::io::Result<Vec<u8>> {
    let (reader, mut writer) = TcpStream::connect(server).await?.into_split();
    writer.write_all(request).await?;
    let answer = read_message(&mut BufReader::new(reader)).await?;
    answer.ok_or(std::io::ErrorKind::UnexpectedEof.into())
}

/// One message of HTTP/1.1, head and body; none when the other side has hung up.
async fn read_message(reader: &mut BufReader<OwnedReadHalf>) -> std::io::Result<Option<Vec<u8>>> {
    let mut message = Vec::new();
    loop {
        let before = message.len();
        if reader.read_until(b'\n', &mut message).await? == 0 {
            return Ok(None);
        }
        if &message[before..] == b"\r\n" {
            break;
        }
    }
    let head = message.len();
    message.resize(head + content_length(&message), 0);
    reader.read_exact(&mut message[head..]).await?;
    Ok(Some(message))
}

fn content_length(head: &[u8]) -> usize {
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let value = head.lines().find_map(|line| line.strip_prefix("content-length:"));
    value.map_or(0, |value| value.trim().parse().expect("a length is a number"))
}

/// `answer` with its page edited; any other answer as it is.
fn tampered(answer: Vec<u8>, edit: fn(&mut ChangePage)) -> Vec<u8> {
    let text = String::from_utf8(answer).expect("our server speaks UTF-8");
    let (head, body) = text.split_once("\r\n\r\n").expect("a message has a head");
    let Ok(mut page) = serde_json::from_str::<ChangePage>(body) else {
        return text.into_bytes();
    };
    edit(&mut page);
    let body = serde_json::to_string(&page).expect("a page is JSON");
    let same = |line: &&str| !line.to_ascii_lowercase().starts_with("content-length:");
    let head: Vec<&str> = head.lines().filter(same).collect();
    format!("{}\r\ncontent-length: {}\r\n\r\n{body}", head.join("\r\n"), body.len()).into_bytes()
}
