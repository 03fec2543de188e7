import { expect, it } from 'vitest';
import { hanziCount } from './normalise.ts';
import { promptTexts, sentencesOf } from './prompt-texts.ts';
import { recordingSheet } from './recording-sheet.ts';
import { reviewedReadings } from './reviewed-readings.ts';
import { piecesOf } from './speak.ts';

const sentences = [...new Set([...promptTexts().values()].flatMap(sentencesOf))];

it('has a reviewed reading of every sentence that is spoken (make-voice-clips --review prints the missing ones)', () => {
  expect(sentences.filter((sentence) => !Object.hasOwn(reviewedReadings, sentence))).toEqual([]);
});

it('has as many syllables in a reading as hanzi in its sentence', () => {
  for (const [sentence, reading] of Object.entries(reviewedReadings))
    expect([sentence, reading.split(' ').length]).toEqual([sentence, hanziCount(piecesOf(sentence))]);
});

it('writes the recording sheet with one line per prompt', () => {
  const sheet = recordingSheet(promptTexts(), () => 'nin2 "hao3"');
  expect(sheet.startsWith('\ufeffpromptId,text,pinyin\r\n"welcome","您好！')).toBe(true);
  expect(sheet).toContain('"nin2 ""hao3"""');
  expect(sheet.trimEnd().split('\r\n')).toHaveLength(promptTexts().size + 1);
});
