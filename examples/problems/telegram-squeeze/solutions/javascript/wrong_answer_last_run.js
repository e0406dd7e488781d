// Wrong: forgets the run at the end.
var squeeze = function(text) {
    let sent = "", run = "";
    for (const character of text) {
        if (run && run[0] !== character) {
            sent += run.length >= 3 ? run[0] + run.length : run;
            run = "";
        }
        run += character;
    }
    return sent + run;
};
