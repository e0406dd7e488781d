//! What sanitize finds and what it lets pass: small sources per language, each with the rules that must speak up.

#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::{Duration, Instant};

use dockexec_core::sanitize::{
    Finding, MAX_FINDINGS, MAX_FUNCTION_BYTES, Profile, Sanitized, Scope, Strictness, rules, sanitize,
};
use dockexec_core::{Languages, Submission};
use proptest::prelude::*;

fn strict() -> Profile {
    Profile {
        strictness: Strictness::Strict,
        scope: Scope::Function,
        allow: Vec::new(),
    }
}

fn lenient() -> Profile {
    Profile {
        strictness: Strictness::Lenient,
        scope: Scope::Program,
        allow: Vec::new(),
    }
}

fn allowing(names: &[&str]) -> Profile {
    Profile {
        allow: names.iter().map(|name| (*name).to_owned()).collect(),
        ..strict()
    }
}

fn findings_in_bytes(language: &str, source: &[u8], profile: &Profile) -> Vec<Finding> {
    let language = Languages::find(language).unwrap();
    let submission = Arc::new(Submission::new(language.id(), source));
    match sanitize(&submission, language, profile).unwrap() {
        Sanitized::Rejected(findings) => findings,
        _ => Vec::new(),
    }
}

fn findings(language: &str, source: &str, profile: &Profile) -> Vec<Finding> {
    findings_in_bytes(language, source.as_bytes(), profile)
}

/// Sources and the rules (without the language's name) that are found in each; no rules: it passes.
fn check(language: &str, profile: &Profile, cases: &[(&str, &[&str])]) {
    let mut wrong = Vec::new();
    for (source, expected) in cases {
        let found: BTreeSet<_> = findings(language, source, profile)
            .into_iter()
            .map(|finding| finding.rule.trim_start_matches(&format!("{language}/")).to_owned())
            .collect();
        let expected: BTreeSet<_> = expected.iter().map(|rule| (*rule).to_owned()).collect();
        if found != expected {
            wrong.push(format!("{source:?}\n    found {found:?}, expected {expected:?}"));
        }
    }
    assert!(
        wrong.is_empty(),
        "{language}, {:?}:\n{}",
        profile.strictness,
        wrong.join("\n")
    );
}

#[test]
fn python_functions() {
    check(
        "python",
        &strict(),
        &[
            // Honest.
            ("import os\nclass Solution:\n  def f(self, a): return a", &[]),
            (
                "from collections import *\nimport heapq, bisect, math, itertools, functools, re, random, string, sys, time, dataclasses, threading",
                &[],
            ),
            (
                "import sys\nsys.setrecursionlimit(10**6)\nx = sys.maxsize\nfor line in sys.stdin: print(line)",
                &[],
            ),
            ("from sys import stdin, stdout\nstdin.readline()", &[]),
            ("# import os; os.system('x')\ns = 'import subprocess'", &[]),
            ("def f(socket):\n  socket.connect(1)\n  return socket", &[]),
            ("def f():\n  subprocess = [1]\n  return subprocess.pop()", &[]),
            (
                "class C:\n  def eval(self, x): return x\n  def go(self): return self.eval(1)",
                &[],
            ),
            ("def f(root):\n  def eval(n): return n.val\n  return eval(root)", &[]),
            ("class C:\n  def open(self): pass\n  def exec(self): self.open()", &[]),
            ("for open, close in [(1, 2)]:\n  print(open + close)", &[]),
            ("[open for open in range(3)]", &[]),
            (
                "d = {}\nd['os.system'] = 1\nx = dict(open=1, eval=2)\nx.get('open')",
                &[],
            ),
            (
                "import re\np = re.compile('a')\np.match('b')\ncompile('x', 'y', 'eval')",
                &[],
            ),
            ("if __name__ == '__main__':\n  print(Solution().f(1))", &[]),
            ("import os.path\nprint(os.path.join('a', 'b'), os.sep, os.linesep)", &[]),
            ("import unittest\nclass T(unittest.TestCase): pass", &[]),
            ("from concurrent.futures import ThreadPoolExecutor", &[]),
            (
                "import pickle\nclass Codec:\n  serialize = pickle.dumps\n  deserialize = pickle.loads",
                &[],
            ),
            (
                "class Node:\n  def __init__(self): self.__dict__['a'] = 1\n  def name(self): return self.__class__.__name__",
                &[],
            ),
            ("x = getattr(self, 'name')\ny = getattr(self, name)(1)", &[]),
            ("from urllib.parse import quote\nfrom http import HTTPStatus", &[]),
            (
                "import logging, json, copy, operator, statistics, datetime, decimal, fractions, array, enum, abc, contextlib",
                &[],
            ),
            ("def f(x:", &[]),
            ("def f(a):\n\treturn a)\n}", &[]),
            ("match x:\n  case open: print(open)", &[]),
            (
                "with lock as socket: socket.send(1)\ntry: pass\nexcept E as requests: requests.x()",
                &[],
            ),
            ("while (eval := step()): print(eval)", &[]),
            ("f = lambda open: open(1)", &[]),
            // Dangerous.
            ("import subprocess", &["process"]),
            ("import os\nos.system('ls')", &["process"]),
            ("import os as o\no.system('ls')", &["process"]),
            ("from os import system", &["process"]),
            ("from os import system as s\ns('x')", &["process"]),
            ("from os import *\nsystem('x')", &["process"]),
            ("from subprocess import *", &["process"]),
            ("import os\nrun = os.execvp", &["process"]),
            ("import os\nf = os\nf.fork()", &["process"]),
            ("import os\ngetattr(os, 'system')('x')", &["process"]),
            (
                "import os\ngetattr(os, 'sys' + 'tem')('x')",
                &["computed-member", "files"],
            ),
            ("import os\nos.__dict__['system']('x')", &["process"]),
            ("import os\nos.listdir('.')", &["files"]),
            ("import os\nprint(os.environ['HOME'])", &["environment"]),
            ("from os import environ", &["environment"]),
            ("open('x')", &["files"]),
            ("import io\nio.open('x')", &["files"]),
            ("io.open('x')", &["files"]),
            ("import builtins\nbuiltins.open('x')", &["files"]),
            ("from pathlib import Path\nPath('x').read_text()", &["files"]),
            ("import socket", &["network"]),
            ("import urllib.request as u", &["network"]),
            ("from urllib import request", &["network"]),
            ("import requests\nrequests.get('x')", &["network"]),
            ("import http.client", &["network"]),
            ("def f(): import socket; return socket.socket()", &["network"]),
            ("import ctypes", &["native"]),
            ("from ctypes import *", &["native"]),
            ("eval('1+1')", &["dynamic-code"]),
            ("e = eval\ne('1')", &["dynamic-code"]),
            ("eval = eval\neval('1')", &["dynamic-code"]),
            ("__import__('os')", &["dynamic-code"]),
            ("__import__('os').system('x')", &["dynamic-code", "process"]),
            ("importlib = __import__('importlib')", &["dynamic-code"]),
            (
                "import importlib\nimportlib.import_module('socket')",
                &["dynamic-code", "network"],
            ),
            ("().__class__.__base__.__subclasses__()", &["internals"]),
            ("getattr((), '__subclasses__')()", &["internals"]),
            ("f.__globals__['x']", &["internals"]),
            ("print(__builtins__)", &["builtins-table"]),
            ("getattr(__builtins__, 'eval')", &["builtins-table"]),
            ("globals()['__builtins__']", &["internals"]),
            ("import sys\nsys._getframe(1).f_back", &["frames"]),
            ("import sys\nsys.modules['os']", &["computed-member"]),
            ("import multiprocessing", &["process"]),
            ("ｅval('1')", &["lookalike-name"]),
            ("dockexec_answer = 1", &["harness-name"]),
            ("class __DockExec: pass", &["harness-name"]),
            ("exec('import socket')", &["dynamic-code", "network"]),
            (
                "print(f\"{__import__('os').system('x')}\")",
                &["dynamic-code", "process"],
            ),
            ("def f(a=open): pass", &["files"]),
            ("@eval\nclass A: pass", &["dynamic-code"]),
        ],
    );
}

#[test]
fn python_programs() {
    check(
        "python",
        &lenient(),
        &[
            (
                "import os, sys\nprint(os.getcwd(), os.environ.get('A'), os.path.exists('x'))",
                &[],
            ),
            ("print(eval(input()))", &[]),
            ("a, b = map(eval, input().split())", &[]),
            ("exec('print(1);' * 3)", &[]),
            ("with open('input.txt') as f: print(f.read())", &[]),
            ("import os, sys\ndata = os.read(0, os.fstat(0).st_size)", &[]),
            (
                "import sys\nsys.stdin = open(0)\nsys.stdout = open('/dev/stdout', 'w')",
                &[],
            ),
            (
                "import multiprocessing, threading, signal\nimport os\nos.fork()\nos.kill(os.getpid(), 9)",
                &[],
            ),
            ("import importlib\nm = importlib.import_module('math')", &[]),
            ("open(sys.argv[1])", &[]),
            ("", &[]),
            ("f.__closure__", &["internals"]),
            ("open('/etc/passwd')", &["foreign-files"]),
            ("open('../x')", &["foreign-files"]),
            ("name = '/etc/passwd'\nopen(name)", &["foreign-files"]),
            (
                "from pathlib import Path\nPath('/etc/passwd').read_text()",
                &["foreign-files"],
            ),
            ("import os\nos.system('ls')", &["process"]),
            ("import subprocess", &["process"]),
            ("import socket", &["network"]),
            ("import ctypes", &["native"]),
            ("__import__(a + b)", &["computed-import"]),
            ("code = 'import subprocess'\nexec(code)", &["process"]),
            ("exec(decode(x))", &["computed-code"]),
            ("eval(\"__import__('os').system('x')\")", &["process"]),
            ("eval('eval(\"eval(1)\")')", &[]),
            ("eval('eval(\"__import__(\\'socket\\')\")')", &["network"]),
        ],
    );
}

#[test]
fn javascript_functions() {
    check(
        "javascript",
        &strict(),
        &[
            ("var f = function(a) { return a.map(x => x + 1); };", &[]),
            ("module.exports = { f };\nexports.g = 1;", &[]),
            (
                "if (typeof require !== 'undefined' && require.main === module) { console.log(f()); }",
                &[],
            ),
            ("if (typeof module !== 'undefined') module.exports = f;", &[]),
            (
                "const _ = require('lodash');\nconst { PriorityQueue } = require('@datastructures-js/priority-queue');",
                &[],
            ),
            (
                "const assert = require('assert');\nconst util = require('node:util');",
                &[],
            ),
            ("const m = /a/.exec('a'); m.index; const fs = [1]; fs.push(2);", &[]),
            (
                "// require('fs')\nconst s = \"require('child_process')\"; const t = `import('net')`;",
                &[],
            ),
            ("function f(process) { return process.binding; }", &[]),
            (
                "function eval2(node) { const eval = n => n.val; return eval(node); }",
                &[],
            ),
            ("class A { eval(x) { return x; } exec() { return this.eval(1); } }", &[]),
            (
                "new this.constructor(); x.constructor === Array; x.constructor.name; new x.constructor(5); x.constructor(3)",
                &[],
            ),
            ("Function.prototype.call.bind(f); f instanceof Function", &[]),
            (
                "console.log(process.memoryUsage(), process.hrtime(), process.argv); process.stdout.write('x')",
                &[],
            ),
            ("export default function f() {}", &[]),
            ("export const f = () => 1;\nexport { f as g };", &[]),
            ("const o = { eval: 1, require: 2, fs: 3 }; o.eval; o['require']", &[]),
            ("const {open, close} = pair; open(close);", &[]),
            ("this.global = 1; var global = []; global[i] = 2;", &[]),
            ("setTimeout(() => 1, 10)", &[]),
            ("function f( {", &[]),
            ("var f = function() { return 1; }; }", &[]),
            ("`${a}${b}`; `}`; '}'; /}/; // }", &[]),
            // Dangerous.
            ("const fs = require('fs')", &["files"]),
            ("require('fs').readFileSync('x')", &["files"]),
            ("import('fs').then(f => f)", &["files"]),
            ("import fs from 'fs'", &["files"]),
            ("import cp from 'node:child_process'", &["process"]),
            ("import { exec } from 'child_process'", &["process"]),
            ("import 'child_process'", &["process"]),
            ("export * from 'fs'", &["files"]),
            ("const {exec} = require(\"child_process\")", &["process"]),
            ("require('\\x66s')", &["files"]),
            ("require(`fs`)", &["files"]),
            ("require(name)", &["computed-module"]),
            ("require('f' + 's')", &["computed-module"]),
            ("import(name)", &["computed-module"]),
            ("const r = require; r('fs')", &["files"]),
            ("module.require('fs')", &["files"]),
            ("(0, require)('fs')", &["files"]),
            ("require('left-pad')", &["module"]),
            ("eval('1')", &["dynamic-code"]),
            ("globalThis.eval('1')", &["dynamic-code"]),
            ("global['eval']('1')", &["dynamic-code"]),
            ("const e = eval; e('1')", &["dynamic-code"]),
            ("new Function('return 1')()", &["function-constructor"]),
            ("Function('return 1')()", &["function-constructor"]),
            ("new Function(a, b)", &["computed-function"]),
            ("(() => {}).constructor('return 1')()", &["constructor-call"]),
            ("[]['filter']['constructor']('return 1')()", &["constructor-call"]),
            ("f.constructor.constructor", &["constructor"]),
            ("f['constructor']['constructor']", &["constructor"]),
            ("process.binding('fs')", &["internals"]),
            ("globalThis.process.binding('fs')", &["internals"]),
            ("process['binding']('fs')", &["internals"]),
            ("const { binding } = process; binding('fs')", &["internals"]),
            ("process[name]('fs')", &["computed-member"]),
            ("Reflect.get(process, 'binding')", &["internals"]),
            ("process.mainModule.require('fs')", &["files", "internals"]),
            ("require('vm')", &["internals"]),
            ("require('worker_threads')", &["process"]),
            ("require('net')", &["network"]),
            ("fetch('http://x')", &["network"]),
            ("process.env.HOME", &["environment"]),
            ("\\u0065val('1')", &["escaped-name"]),
            ("var dockexecAnswer = 1", &["harness-name"]),
            ("} ; (function () {", &["scope"]),
        ],
    );
}

#[test]
fn javascript_programs() {
    check(
        "javascript",
        &lenient(),
        &[
            (
                "const fs = require('fs'); const s = fs.readFileSync(0, 'utf8'); fs.readFileSync('/dev/stdin'); fs.readFileSync('input.txt')",
                &[],
            ),
            (
                "const rl = require('readline').createInterface({ input: process.stdin });",
                &[],
            ),
            (
                "require('os').EOL; require('./helper'); require('worker_threads'); require('events'); eval('1+1'); new Function('return 1')",
                &[],
            ),
            ("process.env.DEBUG; process.exit(0); process.on('exit', f)", &[]),
            ("const path = process.argv[2]; fs.readFileSync(path)", &[]),
            ("require('fs').readFileSync('/etc/passwd')", &["foreign-files"]),
            (
                "import { readFileSync } from 'fs'; readFileSync('../secret')",
                &["foreign-files"],
            ),
            ("require('fs').promises.readFile('/etc/passwd')", &["foreign-files"]),
            ("require('child_process').execSync('ls')", &["process"]),
            ("require('http')", &["network"]),
            ("process.binding('fs')", &["internals"]),
            ("eval(\"require('child_process')\")", &["process"]),
            ("setTimeout(\"require('net')\", 1)", &["network"]),
            ("require(['f', 's'].join(''))", &["computed-module"]),
        ],
    );
}

#[test]
fn java_functions() {
    check(
        "java",
        &strict(),
        &[
            (
                "import java.util.*;\nimport java.util.stream.*;\nimport java.util.function.*;\nimport java.math.*;\nimport java.util.concurrent.*;\nclass Solution { }",
                &[],
            ),
            (
                "import java.io.*;\nclass Solution { int f(int[] a) { return a.length; } }",
                &[],
            ),
            (
                "package com.example;\npublic class Solution { public static void main(String[] args) { System.out.println(new Solution()); } }",
                &[],
            ),
            (
                "class Solution { static class Main {} class Test {} class File {} File f() { return new File(); } }",
                &[],
            ),
            (
                "class Solution { long m() { return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory(); } }",
                &[],
            ),
            (
                "class Solution { void f() { Thread t = new Thread(() -> {}); t.start(); Objects.hash(1); } }",
                &[],
            ),
            (
                "class Solution { int f(Object o) { return o.getClass().getName().hashCode(); } }",
                &[],
            ),
            (
                "import java.lang.reflect.Array;\nclass Solution<T> { T[] f(Class<T> c) { return (T[]) Array.newInstance(c, 3); } }",
                &[],
            ),
            (
                "class Solution { int exec(int file) { return exec(file); } int socket; }",
                &[],
            ),
            (
                "class Solution { String s = \"java.io.File \\u0041\"; /* new File(\"x\") */ // Runtime.exec\n }",
                &[],
            ),
            (
                "import java.io.*;\nclass Solution { void f() throws IOException { BufferedReader r = new BufferedReader(new InputStreamReader(System.in)); PrintWriter w = new PrintWriter(System.out); } }",
                &[],
            ),
            ("class Solution { int f( { return 1; }", &[]),
            ("class Solution { int f() { return 1; } } }", &[]),
            (
                "class Solution { int net, nio; java.util.List<Integer> l = new java.util.ArrayList<>(); }",
                &[],
            ),
            ("class Solution { enum Process { A, B } Process p = Process.A; }", &[]),
            (
                "class Solution { interface Robot { boolean move(); } void f(Robot robot) { robot.move(); } }",
                &[],
            ),
            (
                "class Solution { void f() { System.exit(0); System.gc(); System.nanoTime(); } }",
                &[],
            ),
            // Dangerous.
            ("import java.io.File;\nclass Solution { }", &["files"]),
            (
                "import java.io.*;\nclass Solution { void f() { new File(\"x\"); } }",
                &["files"],
            ),
            (
                "class Solution { void f() { new java.io.FileReader(\"x\"); } }",
                &["files"],
            ),
            (
                "class Solution { String f() { return java.nio.file.Files.readString(null); } }",
                &["files"],
            ),
            (
                "import static java.nio.file.Files.readString;\nclass Solution { }",
                &["files"],
            ),
            ("import static java.nio.file.Files.*;\nclass Solution { }", &["files"]),
            ("import java.net.*;\nclass Solution { }", &["network"]),
            ("import java.net.Socket;\nclass Solution { }", &["network"]),
            ("class Solution { java.net.Socket s; }", &["network"]),
            (
                "class Solution { void f() throws Exception { Runtime.getRuntime().exec(\"ls\"); } }",
                &["process"],
            ),
            (
                "class Solution { void f() throws Exception { Runtime r = Runtime.getRuntime(); r.exec(\"ls\"); } }",
                &["process"],
            ),
            (
                "class Solution { void f(Runtime r) throws Exception { r.exec(\"ls\"); } }",
                &["process"],
            ),
            (
                "class Solution { void f() throws Exception { new ProcessBuilder(\"ls\").start(); } }",
                &["process"],
            ),
            (
                "class Solution { void f() throws Exception { Class.forName(\"X\"); } }",
                &["reflection"],
            ),
            (
                "import java.lang.reflect.*;\nclass Solution { Method m; }",
                &["reflection"],
            ),
            ("import java.lang.reflect.Method;\nclass Solution { }", &["reflection"]),
            (
                "class Solution { void f(Object o) throws Exception { o.getClass().getDeclaredMethod(\"x\").setAccessible(true); } }",
                &["reflection"],
            ),
            ("import sun.misc.Unsafe;\nclass Solution { }", &["native"]),
            ("class Solution { native int f(); }", &["native"]),
            ("class Solution { static { System.loadLibrary(\"x\"); } }", &["native"]),
            (
                "import static java.lang.System.*;\nclass Solution { void f() { loadLibrary(\"x\"); } }",
                &["native"],
            ),
            ("import javax.script.*;\nclass Solution { }", &["dynamic-code"]),
            (
                "class Solution { String f() { return System.getenv(\"HOME\"); } }",
                &["environment"],
            ),
            ("class Solution { // \\u000a static { f(); }\n }", &["unicode-escape"]),
            (
                "class Solution { /* \\u002a\\u002f static { f(); } */ }",
                &["unicode-escape"],
            ),
            (
                "class Solution { void f() { Runt\\u0069me.getRuntime(); } }",
                &["escaped-code"],
            ),
            ("class Harness { }", &["harness-name"]),
            ("class DockExecHarness { }", &["harness-name"]),
            ("class A { int f() { return 1; } } } class B {", &["scope"]),
        ],
    );
}

#[test]
fn java_programs() {
    check(
        "java",
        &lenient(),
        &[
            (
                "import java.io.*;\nimport java.util.*;\npublic class Main { public static void main(String[] a) throws Exception { Scanner s = new Scanner(new File(\"input.txt\")); new FileWriter(a[0]); } }",
                &[],
            ),
            (
                "import java.lang.reflect.*;\npublic class Main { void f() throws Exception { Class.forName(\"X\").getDeclaredMethod(\"f\").invoke(null); } }",
                &[],
            ),
            (
                "import java.nio.file.*;\npublic class Main { String f() throws Exception { return Files.readString(Paths.get(\"a.txt\")) + System.getenv(\"A\"); } }",
                &[],
            ),
            (
                "import java.net.*;\npublic class Main { String f() throws Exception { return URLEncoder.encode(\"a\", \"UTF-8\"); } }",
                &[],
            ),
            (
                "import java.nio.file.*;\npublic class Main { Path p = Paths.get(\"/etc/passwd\"); }",
                &["foreign-files"],
            ),
            (
                "import java.io.*;\npublic class Main { void f() throws Exception { new FileInputStream(\"/etc/passwd\"); } }",
                &["foreign-files"],
            ),
            (
                "import java.net.*;\npublic class Main { void f() throws Exception { new Socket(\"x\", 1); } }",
                &["network"],
            ),
            (
                "public class Main { void f() throws Exception { Runtime.getRuntime().exec(\"x\"); } }",
                &["process"],
            ),
        ],
    );
}

#[test]
fn c_functions() {
    check(
        "c",
        &strict(),
        &[
            (
                "#include <stdio.h>\n#include <stdlib.h>\n#include \"uthash.h\"\nint f(int* a, int n) { printf(\"%d\", n); return a[0]; }",
                &[],
            ),
            (
                "void connect(int open, int close) { int kill = open; kill += close; }\nint f() { connect(1, 2); return 0; }",
                &[],
            ),
            (
                "int remove(int x);\nint f(int x) { return remove(x); }\nint remove(int x) { return x; }",
                &[],
            ),
            (
                "struct S { int open; int system; };\nint f(struct S* s) { return s->open + s->system; }",
                &[],
            ),
            ("#define open(x) ((x) + 1)\nint f(int x) { return open(x); }", &[]),
            (
                "int f() { int socket[3] = {0}; char *link = 0; return socket[0] + (link != 0); }",
                &[],
            ),
            ("/* system(\"x\") */ // fork()\nchar* f() { return \"system\"; }", &[]),
            (
                "#ifdef LOCAL\nint main() { return 0; }\n#endif\nint f() { return 1; }",
                &[],
            ),
            ("int f() { return 1; } }", &[]),
            ("int f( { return 1; }", &[]),
            (
                "#pragma GCC optimize(\"O3\")\nint __attribute__((noinline)) f() { return 1; }",
                &[],
            ),
            (
                "#define MAX(a,b) ((a)>(b)?(a):(b))\n#define F(i) for(int i=0;i<3;i++){\nint f(int a) { F(i) a++; } return MAX(a, 1); }",
                &[],
            ),
            (
                "#include <math.h>\n#include <pthread.h>\n#include <unistd.h>\n#include <sys/time.h>\nint f() { return 0; }",
                &[],
            ),
            ("#include <vector>\nint f() { return 0; }", &[]),
            ("int f(int *stat, int access) { return stat[access]; }", &[]),
            ("enum { fork, link };\nint f() { return fork + link; }", &[]),
            (
                "typedef struct { int x; } remove_t;\nstatic int rename_all(int a) { return a; }",
                &[],
            ),
            ("int f() { goto access; access: return 1; }", &[]),
            ("#define FOO \\\n  bar \\\n  baz\nint f() { return 0; }", &[]),
            // Dangerous.
            ("#include <sys/socket.h>\nint f() { return 0; }", &["network"]),
            ("#include \"/etc/passwd\"", &["foreign-header"]),
            ("#include \"../secret\"", &["foreign-header"]),
            ("#include __FILE__", &["foreign-header"]),
            ("#define H </etc/passwd>\n#include H", &["foreign-header"]),
            ("#include </dev/random>", &["foreign-header"]),
            ("#include <dirent.h>", &["header"]),
            ("%:include </etc/passwd>", &["hidden-directive"]),
            ("??=include </etc/passwd>", &["hidden-directive"]),
            ("#inc\\\nlude </etc/passwd>", &["hidden-directive"]),
            ("#include_next <stdio.h>", &["hidden-directive"]),
            ("int f() { return system(\"x\"); }", &["process"]),
            (
                "int system(const char*);\nint f() { return system(\"x\"); }",
                &["process"],
            ),
            (
                "int f() { int (*p)(const char*) = &system; return p(\"x\"); }",
                &["process"],
            ),
            ("#define X system\nint f() { return X(\"x\"); }", &["process"]),
            ("#define X sys##tem\nint f() { return X(\"x\"); }", &["process"]),
            (
                "#define run(x) execve(x, 0, 0)\nint f() { return run(\"x\"); }",
                &["process"],
            ),
            ("int f() { return fork(); }", &["process"]),
            (
                "#include <stdio.h>\nint f() { return fopen(\"x\", \"r\") != 0; }",
                &["files"],
            ),
            ("int f() { return socket(1, 2, 3); }", &["network"]),
            ("int f() { return syscall(59); }", &["system-call"]),
            ("int f() { __asm__(\"nop\"); return 0; }", &["assembly"]),
            (
                "int f() { asm volatile(\"syscall\"); return 0; }",
                &["assembly", "system-call"],
            ),
            (
                "__attribute__((constructor)) void g() {}\nint f() { return 0; }",
                &["attribute"],
            ),
            ("int f() { return getenv(\"x\") != 0; }", &["environment"]),
            ("int main() { return 0; }", &["second-main"]),
            (
                "int main(int argc, char **argv) { return 0; }\nint f() { return 0; }",
                &["second-main"],
            ),
            ("int dockexec_ready;", &["harness-name"]),
            ("void dockexec_send(void) {}", &["harness-name"]),
            ("#define DOCKEXEC_N 1", &["harness-name"]),
            ("}\nint g(void) { return 1; }\nint h(void) {", &["scope"]),
        ],
    );
}

#[test]
fn c_programs() {
    check(
        "c",
        &lenient(),
        &[
            (
                "#include <linux/unistd.h>\n#include <unistd.h>\n#include <stdio.h>\nint main() { int p = fork(); printf(\"%d\", p); }",
                &[],
            ),
            (
                "#include <fcntl.h>\n#include <pthread.h>\nint main() { open(\"x\", 0); fopen(\"in.txt\", \"r\"); freopen(\"/dev/stdin\", \"r\", 0); remove(\"a\"); }",
                &[],
            ),
            (
                "#include <sys/mman.h>\nint main() { asm volatile(\"\" ::: \"memory\"); }",
                &[],
            ),
            ("#include <iostream>\nint main() { }", &[]),
            ("int main() { fopen(\"/etc/passwd\", \"r\"); }", &["foreign-files"]),
            ("int main() { system(\"ls\"); }", &["process"]),
            (
                "#include <unistd.h>\nint main() { execlp(\"ls\", \"ls\", 0); }",
                &["process"],
            ),
            ("#include <netinet/in.h>\nint main() { }", &["network"]),
            ("#include \"/proc/self/environ\"\nint main() { }", &["foreign-header"]),
            ("int main() { asm(\"int $0x80\"); }", &["system-call"]),
            (
                "asm(\".incbin \\\"/etc/passwd\\\"\");\nint main() { }",
                &["system-call"],
            ),
        ],
    );
}

#[test]
fn go_functions() {
    check(
        "go",
        &strict(),
        &[
            ("func f(a []int) int { sort.Ints(a); return a[0] }", &[]),
            (
                "package main\n\nimport (\n\t\"container/heap\"\n\t\"fmt\"\n\t\"sort\"\n\t\"strings\"\n)\n\nfunc f() { heap.Init(nil); fmt.Println(sort.Search, strings.Builder{}) }",
                &[],
            ),
            (
                "import \"os\"\nfunc f() { fmt.Fprintln(os.Stderr, bufio.NewReader(os.Stdin)); os.Exit(0) }",
                &[],
            ),
            ("func f(os []int, net int) int { return os[0] + net }", &[]),
            (
                "type unsafe struct{ Pointer int }\nfunc f(u unsafe) int { return u.Pointer }",
                &[],
            ),
            (
                "// import \"C\" and //go:linkname\nvar s = \"os.Open\"\nfunc f() {}",
                &[],
            ),
            (
                "import \"reflect\"\nfunc f() bool { return reflect.DeepEqual(1, 2) }",
                &[],
            ),
            ("import \"runtime/debug\"\nfunc init() { debug.SetGCPercent(-1) }", &[]),
            ("//go:noinline\nfunc f() {}", &[]),
            ("type main struct{}\nfunc (m main) main() {}", &[]),
            ("func f() { return 1 } }", &[]),
            ("func f( {", &[]),
            (
                "func f() { exec := func(i int) int { return i }; exec(1); syscall := 1; _ = syscall }",
                &[],
            ),
            ("func f() { for os, net := range m { _ = os + net } }", &[]),
            ("import \"unsafe\"\nfunc f() uintptr { return unsafe.Sizeof(1) }", &[]),
            ("type T struct { os int }\nfunc f() { t := T{os: 1}; t.os = 2 }", &[]),
            // Dangerous.
            ("import \"os\"\nfunc f() { os.Open(\"x\") }", &["files"]),
            ("func f() { os.Open(\"x\") }", &["files"]),
            ("import o \"os\"\nfunc f() { o.ReadFile(\"x\") }", &["files"]),
            ("import . \"os\"\nfunc f() { ReadFile(\"x\") }", &["files"]),
            ("import \"os/exec\"\nfunc f() { exec.Command(\"ls\") }", &["process"]),
            (
                "import (\n x \"os/exec\"\n)\nfunc f() { x.Command(\"ls\") }",
                &["process"],
            ),
            ("func f() { exec.Command(\"ls\") }", &["process"]),
            ("import \"net/http\"\nfunc f() {}", &["network"]),
            ("import \"net\"\nfunc f() {}", &["network"]),
            ("import \"syscall\"\nfunc f() {}", &["system-call"]),
            ("import \"C\"\nfunc f() {}", &["cgo"]),
            (
                "import \"unsafe\"\nfunc f(p *int) unsafe.Pointer { return unsafe.Pointer(p) }",
                &["unsafe"],
            ),
            (
                "import \"reflect\"\nfunc f(x any) { reflect.ValueOf(x) }",
                &["reflection"],
            ),
            ("//go:linkname f runtime.f\nfunc f()", &["directive"]),
            ("//go:embed secret\nvar s string", &["directive"]),
            (
                "import \"os\"\nfunc f() string { return os.Getenv(\"x\") }",
                &["environment"],
            ),
            ("package main\nfunc main() {}", &["second-main"]),
            ("func dockexecMain() {}", &["harness-name"]),
            ("var DockExec int", &["harness-name"]),
            ("} ; func g() {", &["scope"]),
        ],
    );
}

#[test]
fn go_programs() {
    check(
        "go",
        &lenient(),
        &[
            (
                "package main\nimport (\n\"bufio\"\n\"os\"\n\"reflect\"\n\"testing\"\n)\nfunc main() { _ = bufio.NewReader(os.Stdin); os.Exit(len(os.Args)); reflect.ValueOf(1); testing.Short(); os.Getenv(\"x\") }",
                &[],
            ),
            (
                "package main\nimport \"os\"\nfunc main() { os.Open(\"input.txt\"); os.ReadFile(os.Args[1]) }",
                &[],
            ),
            (
                "package main\nimport (\"net/url\"; \"net\"; \"unsafe\"; \"os/signal\"; \"syscall\")\nfunc main() { net.ParseIP(\"x\"); _ = url.Parse; _ = unsafe.Pointer(nil); signal.Notify(nil, syscall.SIGTERM) }",
                &[],
            ),
            (
                "package main\nimport \"os\"\nfunc main() { os.ReadFile(\"/etc/passwd\") }",
                &["foreign-files"],
            ),
            ("package main\nimport \"os/exec\"\nfunc main() { }", &["process"]),
            (
                "package main\nimport \"net\"\nfunc main() { net.Dial(\"tcp\", \"x\") }",
                &["network"],
            ),
            (
                "package main\nimport \"syscall\"\nfunc main() { syscall.RawSyscall(1, 2, 3, 4) }",
                &["system-call"],
            ),
            ("package main\nimport \"C\"\nfunc main() { }", &["cgo"]),
        ],
    );
}

#[test]
fn a_problem_may_allow_more() {
    check(
        "python",
        &allowing(&["os.environ"]),
        &[
            ("import os\nos.environ.get('A')", &[]),
            ("from os import environ", &[]),
            ("import os\nos.getenv('A')", &["environment"]),
        ],
    );
    check(
        "python",
        &allowing(&["python/files"]),
        &[("open('x')", &[]), ("import socket", &["network"])],
    );
    check(
        "python",
        &allowing(&["os"]),
        &[("import os\nos.system('x')\nos.listdir('.')", &[])],
    );
    check(
        "javascript",
        &allowing(&["left-pad"]),
        &[("require('left-pad')", &[]), ("require('right-pad')", &["module"])],
    );
    check(
        "c",
        &allowing(&["dirent.h", "opendir"]),
        &[("#include <dirent.h>\nint f() { return opendir(\".\") != 0; }", &[])],
    );
    check(
        "go",
        &allowing(&["unsafe"]),
        &[("import \"unsafe\"\nvar p unsafe.Pointer", &[])],
    );
    check(
        "java",
        &allowing(&["java.io.File"]),
        &[(
            "import java.io.File;\nclass Solution { File f = new File(\"x\"); }",
            &[],
        )],
    );
}

#[test]
fn without_rules_everything_that_is_text_passes() {
    let off = Profile {
        strictness: Strictness::Off,
        ..strict()
    };
    check(
        "python",
        &off,
        &[("import socket\nopen('/etc/passwd')", &[]), ("a\0b", &["source/nul"])],
    );
}

#[test]
fn places_are_the_users_own() {
    let source = "\u{FEFF}é = 1\nimport os\nös = os.system('x')\n";
    let found = findings("python", source, &strict());
    assert_eq!(found.len(), 1);
    let span = found[0].span;
    assert_eq!(&source[span.start..span.end], "os.system");
    assert_eq!((span.line, span.column), (3, 6));
}

#[test]
fn a_lone_carriage_return_ends_a_comment() {
    check("python", &strict(), &[("# comment\rimport socket", &["network"])]);
    check(
        "java",
        &strict(),
        &[("class Solution { // comment\rjava.net.Socket s; }", &["network"])],
    );
}

#[test]
fn rendered_findings() {
    let cases = [
        ("python", "import os as o\n\n\ndef f(a):\n    return o.system(a)\n"),
        (
            "javascript",
            "const {exec} = require(\"child_process\");\nexec(`ls`);\nfetch(url);\n",
        ),
        (
            "java",
            "class Solution {\n  void f() throws Exception {\n    Runtime.getRuntime().exec(\"ls\");\n  }\n}\n",
        ),
        (
            "c",
            "#include \"/etc/passwd\"\n#define X system\nint main() { return X(\"ls\"); }\n",
        ),
        (
            "go",
            "package main\n\nimport \"C\"\n\n//go:linkname f runtime.f\nfunc f()\n",
        ),
    ];
    let mut rendered = String::new();
    for (language, source) in cases {
        for finding in findings(language, source, &strict()) {
            let span = finding.span;
            let line = source.lines().nth(span.line - 1).unwrap();
            let marks = "^".repeat(source[span.start..span.end].lines().next().unwrap().chars().count());
            rendered += &format!("{}: {}\n", finding.rule, finding.message);
            rendered += &format!("  {}:{} | {line}\n", span.line, span.column);
            rendered += &format!(
                "  {}{marks}\n",
                " ".repeat(format!("{}:{} | ", span.line, span.column).len() + span.column - 1)
            );
            rendered += &format!("  help: {}\n", finding.help.as_deref().unwrap_or("-"));
        }
    }
    insta::assert_snapshot!(rendered);
}

/// Makes a source of about so many bytes.
type OfSize = Box<dyn Fn(usize) -> String>;

/// Sources that are expensive to read, each made from its size in bytes.
fn expensive() -> Vec<(&'static str, &'static str, OfSize)> {
    fn repeated(piece: &'static str) -> Box<dyn Fn(usize) -> String> {
        Box::new(move |size| piece.repeat(size / piece.len()))
    }
    vec![
        ("python", "parentheses", repeated("(")),
        (
            "python",
            "closed parentheses",
            Box::new(|size| "(".repeat(size / 2) + &")".repeat(size / 2)),
        ),
        (
            "python",
            "member chain",
            Box::new(|size| "import a\na".to_owned() + &".a".repeat(size / 2 - 10)),
        ),
        (
            "python",
            "aliases",
            Box::new(|size| (0..size / 20).map(|i| format!("a{} = a{i}\n", i + 1)).collect()),
        ),
        ("python", "one name", repeated("a = b; b = a\n")),
        ("python", "lambdas", repeated("lambda:z(")),
        ("python", "wildcards", repeated("from a import *\nb\n")),
        ("python", "findings", repeated("open\n")),
        ("python", "brackets that do not fit", repeated("([{}(]")),
        ("python", "strings", repeated("'")),
        ("javascript", "arrows", repeated("a=>")),
        ("javascript", "scopes", repeated("(a=>(q,")),
        ("javascript", "templates", repeated("`${")),
        ("javascript", "braces", repeated("{")),
        ("javascript", "objects", repeated("[{a:")),
        ("javascript", "noise", repeated("}{)(][;/=><&|,.?:!%`'\"")),
        ("java", "generics", repeated("A<")),
        ("java", "arrows", repeated("a=>")),
        ("java", "casts", repeated("(a)")),
        (
            "java",
            "blocks",
            Box::new(|size| "class A { void f() ".to_owned() + &"{".repeat(size - 30)),
        ),
        ("c", "pointers", repeated("*")),
        ("c", "declarators", repeated("int (*")),
        ("c", "conditionals", repeated("#if 1\n")),
        (
            "c",
            "a macro",
            Box::new(|size| "#define A ".to_owned() + &"a##".repeat(size / 3 - 10)),
        ),
        ("c", "casts", repeated("(a)*")),
        (
            "go",
            "blocks",
            Box::new(|size| "func f() ".to_owned() + &"{".repeat(size - 10)),
        ),
        ("go", "types", repeated("[]")),
        ("go", "calls", repeated("f(")),
    ]
}

#[test]
fn deep_and_large_sources_end_soon() {
    for (language, what, make) in expensive() {
        // As large as a function may be; larger ones differ only in how much time they are given.
        let source = make(MAX_FUNCTION_BYTES);
        let begun = Instant::now();
        let found = findings(language, &source, &strict());
        let taken = begun.elapsed();
        println!("{language} {what}: {taken:?}, {} findings", found.len());
        assert!(found.len() <= MAX_FINDINGS);
        // Seconds in a debug build on a busy machine; a hang takes twenty minutes.
        assert!(taken < Duration::from_secs(60), "{language}: {what} took {taken:?}");
    }
}

#[test]
fn large_honest_sources_pass() {
    let class = |body: &str, size: usize| format!("class Solution {{\n{}}}\n", body.repeat(size / body.len()));
    for size in [60_000, 200_000] {
        let profile = if size < 64 * 1024 { strict() } else { lenient() };
        let sources = [
            ("python", "a = [i * 2 for i in b if i]\n".repeat(size / 28)),
            (
                "java",
                class(
                    "  int f(List<Map<String, Integer>> a) { return a < b ? (int) c : d.get(i); }\n",
                    size,
                ),
            ),
            (
                "javascript",
                "var f = (a) => { return a.map(x => x + 1); };\n".repeat(size / 46),
            ),
            (
                "c",
                "int f(int *a, int n) { return n > 0 ? a[0] : f(a, 1); }\n".repeat(size / 60),
            ),
            (
                "go",
                "func f(a []int) int { for i := range a { b[i] = a[i] }; return 1 }\n".repeat(size / 68),
            ),
            (
                "python",
                format!("table = [{}]\n", "12, ".repeat(size.min(60_000) / 4 - 10)),
            ),
            (
                "c",
                format!("int table[] = {{{}0}};\n", "12, ".repeat(size.min(60_000) / 4 - 10)),
            ),
            (
                "c",
                "void f(void) { else }\n".to_owned() + &"int g(int n) { return n + 1; }\n".repeat(size / 32),
            ),
        ];
        for (language, source) in sources {
            let begun = Instant::now();
            let found = findings(language, &source, &profile);
            println!("{language} {size}: {:?}", begun.elapsed());
            assert_eq!(found, [], "{language}, {size} bytes");
        }
    }
}

#[test]
fn rules_can_be_explained() {
    let rules = rules(Languages::find("python").unwrap()).unwrap();
    let process = rules.iter().find(|rule| rule.id == "python/process").unwrap();
    assert!(process.strict && process.lenient && !process.reason.is_empty());
}

fn any_language() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["c", "go", "java", "javascript", "python"])
}

fn any_profile() -> impl Strategy<Value = Profile> {
    let strictness = prop::sample::select(vec![Strictness::Off, Strictness::Lenient, Strictness::Strict]);
    let scope = prop::sample::select(vec![Scope::Function, Scope::Program]);
    (strictness, scope).prop_map(|(strictness, scope)| Profile {
        strictness,
        scope,
        allow: Vec::new(),
    })
}

/// Bytes, or words and signs that mean something somewhere, so that trees are not all errors.
fn any_source() -> impl Strategy<Value = Vec<u8>> {
    let words = prop::sample::select(vec![
        "import ",
        "os",
        ".",
        "system",
        "(",
        ")",
        "{",
        "}",
        "\n",
        "'",
        "\"",
        "`",
        "from ",
        "def f():\n ",
        "class A ",
        "require",
        "=",
        "fs",
        "#include ",
        "<x>",
        "//",
        "/*",
        "*/",
        "func ",
        "eval",
        "é",
        "\u{FEFF}",
        "\r",
        "\\",
        "[",
        "]",
        ";",
        ":",
        " ",
        "#define A ",
        "##",
        "lambda x: ",
        "=>",
        "${",
        "new ",
        "java.io.File",
        "package main\n",
        "\\u000a",
    ]);
    prop_oneof![
        prop::collection::vec(any::<u8>(), 0..400),
        prop::collection::vec(words, 0..120).prop_map(|words| words.concat().into_bytes()),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_give_sound_findings(language in any_language(), profile in any_profile(), source in any_source()) {
        let found = findings_in_bytes(language, &source, &profile);
        for finding in &found {
            prop_assert!(finding.span.start <= finding.span.end && finding.span.end <= source.len(), "{finding:?}");
            prop_assert!(finding.span.line >= 1 && finding.span.column >= 1);
            if let Ok(text) = std::str::from_utf8(&source) {
                prop_assert!(text.is_char_boundary(finding.span.start) && text.is_char_boundary(finding.span.end), "{finding:?}");
            }
        }
        prop_assert_eq!(found, findings_in_bytes(language, &source, &profile));
    }
}
