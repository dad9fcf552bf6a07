//! A double of Speech Dispatcher.

use std::io::{BufRead as _, BufReader, Write as _};
use std::os::unix::net::{UnixListener, UnixStream};
use std::sync::{Arc, Mutex};

use gleaner::aloud::ssip::Place;

/// A double of Speech Dispatcher. It ends each message as soon as it has it.
pub struct SpeechServer {
    pub place: Place,
    /// The commands, with the text of each message behind its `SPEAK`.
    pub heard: Arc<Mutex<Vec<String>>>,
    _folder: tempfile::TempDir,
}

impl SpeechServer {
    pub fn start() -> Self {
        Self::refusing("no such command")
    }

    /// A server that refuses a command.
    pub fn refusing(refused: &'static str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let socket = folder.path().join("speechd.sock");
        let listener = UnixListener::bind(&socket).unwrap();
        let heard: Arc<Mutex<Vec<String>>> = Arc::default();
        let noted = Arc::clone(&heard);
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                // The client may leave at any time.
                let _ = serve(&stream.unwrap(), &noted, refused);
            }
        });
        let place = Place { socket, program: "false".into() };
        Self { place, heard, _folder: folder }
    }

    pub fn heard(&self) -> Vec<String> {
        self.heard.lock().unwrap().clone()
    }
}

fn serve(
    mut stream: &UnixStream,
    heard: &Mutex<Vec<String>>,
    refused: &str,
) -> std::io::Result<()> {
    let mut lines = BufReader::new(stream.try_clone()?).lines();
    let mut messages = 0;
    while let Some(command) = lines.next().transpose()? {
        heard.lock().unwrap().push(command.clone());
        if command.starts_with(refused) {
            write!(stream, "301 ERROR NOT HERE\r\n")?;
            continue;
        }
        match command.as_str() {
            "SPEAK" => {
                write!(stream, "230 OK RECEIVING DATA\r\n")?;
                let mut text = Vec::new();
                while let Some(line) = lines.next().transpose()?.filter(|line| line != ".") {
                    text.push(line.strip_prefix('.').unwrap_or(&line).to_owned());
                }
                heard.lock().unwrap().push(format!("> {}", text.join("|")));
                messages += 1;
                write!(stream, "225-{messages}\r\n225 OK MESSAGE QUEUED\r\n")?;
                for (code, words) in [(701, "BEGIN"), (700, "INDEX MARK"), (702, "END")] {
                    let mark = if code == 700 { "700-here\r\n" } else { "" };
                    write!(stream, "{code}-{messages}\r\n{code}-1\r\n{mark}{code} {words}\r\n")?;
                }
            }
            "LIST SYNTHESIS_VOICES" => {
                write!(stream, "249-Alan (Scots)\ten-GB\tnone\r\n249-Anna\tde\tnone\r\n")?;
                write!(stream, "249 OK VOICE LIST SENT\r\n")?;
            }
            "QUIT" => return write!(stream, "231 HAPPY HACKING\r\n"),
            _ => write!(stream, "208 OK DONE\r\n")?,
        }
    }
    Ok(())
}
