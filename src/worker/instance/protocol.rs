//! The message of a second start: one line of JSON, answered by `ok`.

use std::io::{self, ErrorKind, Read, Write};

use serde::{Deserialize, Serialize};

/// Longest message, in bytes.
pub(super) const MESSAGE_BYTES_MAX: usize = 16 << 10;

/// The version of the protocol: an updated program may meet an older one that still runs.
const VERSION: u32 = 1;

pub(super) const OK: &[u8] = b"ok\n";

#[derive(Serialize, Deserialize)]
struct Message {
    gleaner: u32,
    /// A file or an address to show; without one, the window is only raised.
    #[serde(default)]
    target: Option<String>,
}

/// Passes a target on and waits until it has arrived.
pub(super) fn ask(stream: &mut (impl Read + Write), target: Option<&str>) -> io::Result<()> {
    let message = Message { gleaner: VERSION, target: target.map(str::to_owned) };
    let mut line = serde_json::to_string(&message)?;
    line.push('\n');
    if line.len() > MESSAGE_BYTES_MAX {
        return Err(ErrorKind::InvalidInput.into());
    }
    stream.write_all(line.as_bytes())?;
    stream.flush()?;
    let mut answer = [0; OK.len()];
    stream.read_exact(&mut answer)?;
    if answer == OK { Ok(()) } else { Err(ErrorKind::InvalidData.into()) }
}

/// Takes the target of another start and confirms it.
pub(super) fn answer(stream: &mut (impl Read + Write)) -> io::Result<Option<String>> {
    let mut line = Vec::new();
    let mut part = [0; 1024];
    while !line.contains(&b'\n') {
        let count = stream.read(&mut part)?;
        if count == 0 || line.len() + count > MESSAGE_BYTES_MAX {
            return Err(ErrorKind::InvalidData.into());
        }
        line.extend_from_slice(part.get(..count).unwrap_or_default());
    }
    let target = target(&line)?;
    stream.write_all(OK)?;
    stream.flush()?;
    Ok(target)
}

/// The target in a message.
pub(super) fn target(line: &[u8]) -> io::Result<Option<String>> {
    let message: Message = serde_json::from_slice(line)?;
    if message.gleaner != VERSION {
        return Err(ErrorKind::Unsupported.into());
    }
    Ok(message.target.filter(|target| !target.is_empty()))
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    /// A stream whose other side has said all it will ever say.
    struct Said {
        input: Cursor<Vec<u8>>,
        output: Vec<u8>,
    }

    impl Said {
        fn new(input: impl Into<Vec<u8>>) -> Self {
            Self { input: Cursor::new(input.into()), output: Vec::new() }
        }
    }

    impl Read for Said {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            // Streams give as little as they like.
            let few = buffer.len().min(7);
            self.input.read(&mut buffer[..few])
        }
    }

    impl Write for Said {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.output.write(bytes)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    fn passed(target: Option<&str>) -> io::Result<Option<String>> {
        let mut asking = Said::new(OK);
        ask(&mut asking, target)?;
        let mut answering = Said::new(asking.output);
        let found = answer(&mut answering)?;
        assert_eq!(answering.output, OK);
        Ok(found)
    }

    #[test]
    fn a_target_arrives_as_it_was_given() {
        for target in ["feed:https://a.example/x?y=\"z\"", "/home/a b/ä\n.opml"] {
            assert_eq!(passed(Some(target)).unwrap().as_deref(), Some(target));
        }
        assert_eq!(passed(None).unwrap(), None);
        assert_eq!(passed(Some("")).unwrap(), None);
    }

    #[test]
    fn a_stranger_is_not_answered() {
        let endless = vec![b'x'; 2 * MESSAGE_BYTES_MAX];
        let strangers: [&[u8]; 6] = [
            b"",
            b"GET / HTTP/1.1\r\n",
            b"{\"gleaner\":2}\n",
            b"{}\n",
            b"{\"gleaner\":1}",
            &endless,
        ];
        for said in strangers {
            let mut stream = Said::new(said);
            assert!(answer(&mut stream).is_err(), "{:?}", String::from_utf8_lossy(said));
            assert!(stream.output.is_empty());
        }
    }

    #[test]
    fn a_newer_program_may_say_more() {
        let mut stream = Said::new("{\"gleaner\":1,\"target\":\"a\",\"token\":7}\n");
        assert_eq!(answer(&mut stream).unwrap().as_deref(), Some("a"));
    }

    #[test]
    fn an_answer_that_is_not_ok_is_a_failure() {
        assert!(ask(&mut Said::new("no\n"), None).is_err());
        assert!(ask(&mut Said::new(""), None).is_err());
        let long = "x".repeat(MESSAGE_BYTES_MAX);
        assert!(ask(&mut Said::new(OK), Some(&long)).is_err());
    }
}
