//! Counting tests from what the test runners print.

use std::fmt;

/// How many tests passed and failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub passed: u64,
    pub failed: u64,
}

impl Tally {
    /// Adds what `line` tells: cargo's `test result: …; 3 passed; 0 failed; …`, or Vitest's `Tests  1 failed | 2 passed (3)`.
    pub fn hear(&mut self, line: &str) {
        let Some(counts) = ["test result:", "Tests "]
            .iter()
            .find_map(|start| line.trim().strip_prefix(start))
        else {
            return;
        };
        let words: Vec<_> = counts
            .split([' ', ';', '|', '.'])
            .filter(|word| !word.is_empty())
            .collect();
        for pair in words.windows(2) {
            let Ok(count) = pair[0].parse::<u64>() else { continue };
            match pair[1] {
                "passed" => self.passed += count,
                "failed" => self.failed += count,
                _ => {}
            }
        }
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heard(lines: &[&str]) -> Tally {
        let mut tally = Tally::default();
        lines.iter().for_each(|line| tally.hear(line));
        tally
    }

    #[test]
    fn the_lines_of_cargo_and_vitest_are_added_up() {
        let tally = heard(&[
            "running 12 tests",
            "test result: ok. 12 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.01s",
            "test result: FAILED. 3 passed; 2 failed; 1 ignored; 0 measured; 0 filtered out; finished in 1.25s",
            " Test Files  1 passed (1)",
            "      Tests  1 failed | 20 passed | 1 skipped (22)",
        ]);
        assert_eq!(tally, Tally { passed: 35, failed: 3 });
        assert_eq!(tally.to_string(), "35 passed, 3 failed");
    }

    #[test]
    fn other_lines_count_nothing() {
        let tally = heard(&[
            "test a_key_is_found ... ok",
            "5 passed; 1 failed",
            "Test Files  7 passed (7)",
            "Tests",
        ]);
        assert_eq!(tally, Tally::default());
    }
}
