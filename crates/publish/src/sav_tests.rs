use super::sav;
use monitor::answers::Answers;

/// The records of a file that say more of its columns, by their number, after *System File Format* of PSPP.
fn extensions(bytes: &[u8]) -> Vec<(u32, Vec<u8>)> {
    let whole = |at: usize| u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]]);
    let first = bytes.windows(12).position(|it| it == [7, 0, 0, 0, 3, 0, 0, 0, 4, 0, 0, 0]).unwrap();
    let (mut at, mut found) = (first, Vec::new());
    while whole(at) == 7 {
        let size = (whole(at + 8) * whole(at + 12)) as usize;
        found.push((whole(at + 4), bytes[at + 16..at + 16 + size].to_vec()));
        at += 16 + size;
    }
    assert_eq!(whole(at), 999);
    found
}

#[test]
fn what_may_be_ticked_together_is_a_set_and_each_column_says_what_may_be_done_with_it() {
    let (folder, ..) = crate::sample::sample(false);
    let mut answers = Answers::made("school", 3);
    answers.put("help", vec![1, 2, 3]);
    answers.put_many("which", vec![vec![0, 2, 0], vec![0, 1, 0]]);
    let bytes = sav(&folder, &answers, false);
    assert_eq!(bytes, sav(&folder, &answers, false), "the same answers, other bytes");
    let found = extensions(&bytes);
    let of = |kind: u32| found.iter().find(|(own, _)| *own == kind).map(|(_, bytes)| bytes.as_slice()).unwrap();
    // Columns: id, help, which_coach, which_time, many.
    assert_eq!(of(7), b"$which=D1 1 6 Welke? v3 v4\n");
    let numbers: Vec<u32> = of(11).as_chunks::<4>().0.iter().map(|four| u32::from_le_bytes(*four)).collect();
    let measures: Vec<u32> = numbers.iter().copied().step_by(3).collect();
    assert_eq!((numbers.len(), measures.as_slice()), (15, &[1, 1, 1, 1, 3][..]));
    assert_eq!(of(13), b"V1=id\tV2=help\tV3=which_coach\tV4=which_time\tV5=many");
}

/// Where nobody gave the answers the file says so wherever a program shows what it is.
#[test]
fn answers_that_nobody_gave_are_called_so() {
    let (folder, ..) = crate::sample::sample(true);
    let made = sav(&folder, &Answers::made("school", 0), true);
    let says = |bytes: &[u8], text: &str| bytes.windows(text.len()).any(|own| own == text.as_bytes());
    // The name of the file stands from byte 109, in 64 bytes.
    assert_eq!(&made[109..125], b"SYNTHETISCH Proe");
    assert!(says(&made, "SYNTHETIC: nobody gave these answers"));
    assert!(!says(&sav(&folder, &Answers::made("school", 0), false), "SYNTHET"));
}
