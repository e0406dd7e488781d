const early = (() => { for (;;) {} })();
console.log(early);
