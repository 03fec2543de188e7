/** What the command line uses: comparing two pictures, and measuring the recognisers on labelled pictures. */
export { compareFaces } from './compare-faces.ts';
export { evaluateFace } from './evaluate-face.ts';
export { evaluateVein } from './vein/evaluate-vein.ts';
