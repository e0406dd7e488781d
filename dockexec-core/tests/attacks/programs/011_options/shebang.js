#!/bin/sh -c id
console.log('held');
//# sourceMappingURL=file:///etc/passwd
//# sourceURL=/box/runner.js
