import { describe, expect, it } from 'vitest';
import { samePerson } from './same-person.ts';

const idNumber = '999900194805060025';
const same = (onId: string, onSocial: string) =>
  samePerson({ idNumber, name: onId }, { idNumber, name: onSocial });

describe('two cards of one person', () => {
  it.each([
    ['the same name', '测桂英', '测桂英'],
    ['blanks that pad a record', '测桂英', ' 测桂英　 '],
    ['another dot between the parts', '阿依·买提', '阿依•买提'],
    ['a full-width dot', '阿依·买提', '阿依．买提'],
    ['small letters', 'ANNA TEST', 'Anna Test'],
    ['a composed character', 'JOSÉ', 'JOSE\u0301'],
    ['a question mark for a character that GBK has not', '测𬎆英', '测?英'],
    ['a star', '测𬎆', '测*'],
    ['a code of the private area', '测𬎆英', '测\uE86F英'],
    ['a name that fills the record', `${'测'.repeat(15)}英英`, '测'.repeat(15)],
  ])('%s', (_, onId, onSocial) => {
    expect(same(onId, onSocial)).toBe(true);
  });
});

describe('cards of two people', () => {
  it.each([
    ['another name', '测桂英', '测小英'],
    ['a shorter name', '测桂英', '测桂'],
    ['a longer name', '测桂', '测桂英'],
    ['a substitute for a character that GBK has', '测桂英', '测?英'],
    ['a substitute for two characters', '测𬎆𬎆英', '测?英'],
    ['no name at all', '测桂英', ''],
    ['a rare character that is another one', '测𬎆英', '测桂英'],
  ])('%s', (_, onId, onSocial) => {
    expect(same(onId, onSocial)).toBe(false);
  });

  it('another number, whatever the name', () => {
    expect(samePerson({ idNumber, name: '测桂英' }, { idNumber: '999900197503040018', name: '测桂英' })).toBe(
      false,
    );
  });

  it('a last letter in another case is the same number', () => {
    expect(
      samePerson(
        { idNumber: '99990019480506002X', name: '测' },
        { idNumber: '99990019480506002x', name: '测' },
      ),
    ).toBe(true);
  });
});
