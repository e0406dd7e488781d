use dockexec_core::*;
fn main() {
    let mut args = std::env::args().skip(1);
    let language = args.next().unwrap();
    let source = std::fs::read(args.next().unwrap()).unwrap();
    let engine = Engine::new().unwrap();
    for _ in 0..3 {
        let start = std::time::Instant::now();
        let judgement = engine.judge(&JudgeRequest::free_run(Submission::new(language.clone(), source.clone()), *b"3 4\n"));
        match judgement { Ok(j) => println!("{:#?}", j), Err(e) => println!("ERR {e} {:?}", e) }
        println!("{:?}", start.elapsed());
    }
}
