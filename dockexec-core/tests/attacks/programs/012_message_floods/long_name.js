const a = 1;
const @E@ = = 1;
