/**
 * @param {string} text
 * @return {string}
 */
var squeeze = function(text) {
    const sent = [];
    for (let start = 0, end; start < text.length; start = end) {
        end = start;
        while (end < text.length && text[end] === text[start]) end++;
        const length = end - start;
        sent.push(length >= 3 ? text[start] + length : text.slice(start, end));
    }
    return sent.join("");
};
