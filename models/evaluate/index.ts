/** What the command line uses: comparing two pictures, and measuring the recogniser on labelled pairs. */
export { type CompareFacesOptions, compareFaces, type FaceComparison } from './compare-faces.ts';
export { type EvaluateFaceOptions, evaluateFace, type FaceEvaluation } from './evaluate-face.ts';
