import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nationName, sexName } from '../code-tables.ts';
import { citizenCheck, from15Digits, hasCitizenCheck } from './citizen-number.ts';
import { isConsistent } from './consistency.ts';
import { isForeigner2017Number, isForeigner2023Number } from './foreigner-number.ts';
import { isHmtNumber, isTravelPermit } from './hmt-number.ts';
import { validityOn } from './validity.ts';

test('GB 11643 check character', () => {
  expect(hasCitizenCheck('999900199001010014')).toBe(true);
  expect(hasCitizenCheck('999900199001010022')).toBe(true);
  expect(hasCitizenCheck('999900199001010015')).toBe(false);
  expect(hasCitizenCheck('99990019900101001')).toBe(false);
  expect(citizenCheck('9999001990010100A')).toBeNull();
});

test('any single wrong digit is noticed', () => {
  const digits = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 17, maxLength: 17 });
  fc.assert(
    fc.property(
      digits,
      fc.integer({ min: 0, max: 16 }),
      fc.integer({ min: 1, max: 9 }),
      (first, at, shift) => {
        const number = first.join('') + citizenCheck(first.join(''));
        const wrong = [...number];
        wrong[at] = String((Number(wrong[at]) + shift) % 10);
        expect(hasCitizenCheck(number)).toBe(true);
        expect(hasCitizenCheck(wrong.join(''))).toBe(false);
      },
    ),
  );
});

test('15 digits become 18; the numbers of centenarians are not guessed', () => {
  expect(from15Digits('999900900101001')).toBe('999900199001010014');
  expect(from15Digits('999900900101002')).toBe('999900199001010022');
  expect(from15Digits('999900900101996')).toBeNull();
  expect(from15Digits('99990090010100')).toBeNull();
});

test('Hong Kong, Macao, Taiwan', () => {
  const numbered = (first17: string): string => first17 + citizenCheck(first17);
  expect(isHmtNumber(numbered('81000019900101001'))).toBe(true);
  expect(isHmtNumber(numbered('83000019900101001'))).toBe(true);
  expect(isHmtNumber(numbered('84000019900101001'))).toBe(false);
  for (const good of ['H12345678', 'M1234567801', '12345678', '1234567801']) {
    expect(isTravelPermit(good)).toBe(true);
  }
  for (const bad of ['X12345678', 'H1234567', 'H123456780']) expect(isTravelPermit(bad)).toBe(false);
});

test('foreigners: the official samples', () => {
  expect(isForeigner2017Number('KAZ110090123105')).toBe(true);
  expect(isForeigner2017Number('KAZ110090123106')).toBe(false);
  expect(isForeigner2017Number('kaz110090123105')).toBe(false);
  expect(isForeigner2023Number('932682198501010017')).toBe(true);
  expect(isForeigner2023Number('832682198501010017')).toBe(false);
});

test('consistency of birth date and sex with the number', () => {
  const card = {
    kind: 'resident',
    sex: '1',
    birthDate: '1990-01-01',
    idNumber: '999900199001010014',
  } as const;
  expect(isConsistent(card)).toBe(true);
  expect(isConsistent({ ...card, sex: '2' })).toBe(false);
  expect(isConsistent({ ...card, sex: '9' })).toBe(true);
  expect(isConsistent({ ...card, birthDate: '1990-01-02' })).toBe(false);
  expect(isConsistent({ ...card, idNumber: '99990019900101' })).toBe(false);
  expect(isConsistent({ ...card, idNumber: '99990019900101A0A4' })).toBe(false);
  const foreigner = {
    kind: 'foreigner2017',
    sex: '2',
    birthDate: '1990-12-31',
    idNumber: 'KAZ110090123105',
  } as const;
  expect(isConsistent(foreigner)).toBe(true);
  expect(isConsistent({ ...foreigner, birthDate: '1991-12-31' })).toBe(false);
});

test('validity: the last day counts, long-term never ends', () => {
  const card = { validFrom: '2020-01-01', validTo: '2030-01-01' };
  expect(validityOn(card, '2019-12-31')).toBe('notYetValid');
  expect(validityOn(card, '2020-01-01')).toBe('valid');
  expect(validityOn(card, '2030-01-01')).toBe('valid');
  expect(validityOn(card, '2030-01-02')).toBe('expired');
  expect(validityOn({ ...card, validTo: 'long-term' }, '2999-01-01')).toBe('valid');
});

test('code tables', () => {
  expect(nationName('01')).toBe('汉');
  expect(nationName('31')).toBe('达斡尔');
  expect(nationName('46')).toBe('德昂');
  expect(nationName('56')).toBe('基诺');
  expect(nationName('98')).toBe('外国血统中国籍人士');
  expect(nationName('57')).toBeUndefined();
  expect(sexName('2')).toBe('女');
  expect(sexName('3')).toBeUndefined();
});
