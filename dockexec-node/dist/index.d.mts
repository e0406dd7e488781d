/** The same module for `import`. */
export * from './index.js';
