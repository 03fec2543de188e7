/** What the command line uses: comparing two pictures, and measuring the recogniser on labelled pairs. */
export { compareFaces } from './compare-faces.ts';
export { evaluateFace } from './evaluate-face.ts';
