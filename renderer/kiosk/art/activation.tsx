import type { BringItem } from '../../../main/contract/activation.ts';
import { Letter, PadKeys, Phone, SocialCard, SocialReader } from './cards.tsx';
import { Helper } from './people.tsx';
import { Scene } from './scene.tsx';
import { Camera, Card, Hand, Reader } from './things.tsx';

/** The pictures of the steps of an activation. */

export const PutSocialCardArt = () => (
  <Scene>
    <g transform="translate(0 -62)">
      <SocialReader />
    </g>
    <g transform="translate(128 196) rotate(90) scale(.86)">
      <SocialCard />
    </g>
    <path className="accent-line nudge-up" d="M70 214v-44m-12 12l12-12 12 12" />
    <path className="accent-line breathe" d="M212 52c10-10 26-10 36 0" />
    <path className="accent-line breathe late" d="M200 36c17-17 43-17 60 0" />
  </Scene>
);

export const ReadSocialCardArt = () => (
  <Scene>
    <g transform="translate(0 -40)">
      <SocialReader />
    </g>
    <clipPath id="below-slot">
      <path d="M60 150h160v100H60Z" />
    </clipPath>
    <g clipPath="url(#below-slot)">
      <g transform="translate(128 168) rotate(90) scale(.86)">
        <SocialCard />
      </g>
    </g>
    <path className="slot" d="M74 150h108" />
    <path className="accent-line breathe" d="M180 186c12 10 12 22 0 32" />
    <path className="accent-line breathe late" d="M198 174c20 18 20 38 0 56" />
  </Scene>
);

/** The identity card of the family member is laid where one's own lay before. */
export const PutOwnerCardArt = () => (
  <Scene>
    <Reader />
    <g transform="translate(222 66) rotate(10) scale(.7)">
      <Card />
    </g>
    <g transform="translate(140 96) rotate(-7)">
      <Card />
    </g>
    <path className="accent-line nudge-down" d="M72 130v24m-11-11l11 12 11-12" />
  </Scene>
);

export const MatchCardsArt = () => (
  <Scene>
    <g transform="translate(112 88) rotate(-8) scale(1.15)">
      <Card />
    </g>
    <g transform="translate(206 168) rotate(6) scale(1.15)">
      <SocialCard />
    </g>
    <path className="accent-line breathe" d="M106 142c2 18 12 28 28 32m-12-12l13 13-15 9" />
    <path className="accent-line breathe late" d="M212 114c-2-18-12-28-28-32m12 12l-13-13 15-9" />
  </Scene>
);

/** Both cards go back into the hand. */
export const TakeCardsArt = ({ social, id }: { readonly social: boolean; readonly id: boolean }) => (
  <Scene>
    <SocialReader />
    {social && (
      <g transform="translate(108 96) rotate(-8)">
        <SocialCard />
      </g>
    )}
    {id && (
      <g transform={social ? 'translate(166 76) rotate(-2)' : 'translate(140 92) rotate(-7)'}>
        <Card />
      </g>
    )}
    <g transform="translate(192 88) rotate(8)">
      <Hand />
    </g>
    <path className="accent-line nudge-up" d="M64 140v-30m-11 12l11-12 11 12" />
  </Scene>
);

/** A hand held over the keys, so that nobody looks on. */
export const ShieldArt = () => (
  <Scene>
    <g transform="translate(150 146) scale(1.35)">
      <PadKeys />
    </g>
    <path
      className="fill-skin"
      d="M64 128c-14-28 8-62 46-72 46-12 104-8 128 14 12 11 2 25-14 21l22 12c13 8 6 23-9 20l-4-1c10 8 3 21-9 18l-60-15-36 19c-22 12-52 6-64-16Z"
    />
    <path
      className="line"
      d="M64 128c-14-28 8-62 46-72 46-12 104-8 128 14 12 11 2 25-14 21l-40-12M246 103c13 8 6 23-9 20l-48-14M233 122c10 8 3 21-9 18l-60-15-36 19c-22 12-52 6-64-16"
    />
    <path className="fill-accent" d="M40 78l38-24 34 66-34 34c-24-14-38-42-38-76Z" />
    <path className="line" d="M40 78l38-24 34 66-34 34c-24-14-38-42-38-76Z" />
  </Scene>
);

/** One picture per page of the key points. */
const PasswordsArt = () => (
  <Scene>
    <g transform="translate(104 96) rotate(-6) scale(1.2)">
      <SocialCard />
    </g>
    <g transform="translate(214 152) scale(.9)">
      <PadKeys />
    </g>
    <path className="accent-line" d="M98 148c4 22 18 32 44 32m-13-12l14 12-14 13" />
  </Scene>
);

const KeepCardArt = () => (
  <Scene>
    <g transform="translate(150 84) rotate(-4) scale(1.1)">
      <SocialCard />
    </g>
    <path className="fill-cool" d="M66 112h188l-10 92a14 14 0 0 1-14 12H90a14 14 0 0 1-14-12Z" />
    <path className="line" d="M66 112h188l-10 92a14 14 0 0 1-14 12H90a14 14 0 0 1-14-12Z" />
    <path className="thin" d="M80 132h160" />
    <path
      className="fill-accent"
      d="M160 196c-26-16-28-36-14-40 7-2 12 2 14 8 2-6 7-10 14-8 14 4 12 24-14 40Z"
    />
  </Scene>
);

export const CallArt = () => (
  <Scene>
    <g transform="translate(196 122) rotate(8) scale(1.5)">
      <Phone />
    </g>
    <g transform="translate(92 152) rotate(-10) scale(.9)">
      <SocialCard />
    </g>
    <path className="accent-line breathe" d="M140 70c-10 10-10 26 0 36M122 54c-19 19-19 49 0 68" />
  </Scene>
);

export const KeyPointArt = ({ page, last }: { readonly page: number; readonly last: boolean }) => {
  if (last) return <ShieldArt />;
  if (page === 1) return <PasswordsArt />;
  return page === 2 ? <KeepCardArt /> : <CallArt />;
};

/** The family member is not here: who comes for them is asked. */
export const FamilyArt = () => (
  <Scene>
    <g transform="translate(16 14) scale(.9)">
      <Helper />
    </g>
  </Scene>
);

export const PutLetterArt = () => (
  <Scene>
    <g transform="translate(120 138) rotate(-5) scale(1.3)">
      <Letter />
    </g>
    <g transform="translate(258 84)">
      <Camera />
    </g>
    <path className="dash" d="M182 116c16-8 28-14 40-20" />
  </Scene>
);

/** Somebody comes to the house. */
export const HomeVisitArt = () => (
  <Scene>
    <g transform="translate(-18 0)">
      <path className="fill-paper" d="M56 120h116v98H56Z" />
      <path className="fill-accent" d="M42 122l72-62 74 62Z" />
      <path className="line" d="M42 122l72-62 74 62ZM56 122v96h116v-96" />
      <rect className="fill-cool" x="98" y="156" width="36" height="62" rx="4" />
      <path className="line" d="M98 218v-58a4 4 0 0 1 4-4h28a4 4 0 0 1 4 4v58" />
    </g>
    <g transform="translate(142 98) scale(.55)">
      <Helper />
    </g>
  </Scene>
);

/** It is on its way and its answer is awaited: neither done nor turned down. */
export const AwaitedArt = () => (
  <Scene>
    <rect className="fill-paper" x="74" y="82" width="150" height="102" rx="10" />
    <rect className="line" x="74" y="82" width="150" height="102" rx="10" />
    <path className="line" d="M76 90l73 56 73-56" />
    <circle className="fill-glow" cx="228" cy="172" r="40" />
    <circle className="line" cx="228" cy="172" r="40" />
    <path className="line" d="M212 152h32M212 192h32M215 152c0 11 26 29 26 40M241 152c0 11-26 29-26 40" />
  </Scene>
);

/** A thing to bring, for the picture list: nothing round it, so that it is seen at once. */
export const BringPicture = ({ item }: { readonly item: BringItem }) => (
  <svg className="art bring-art" viewBox="-62 -56 124 112" aria-hidden="true" focusable="false">
    {item === 'socialCard' && <SocialCard />}
    {(item === 'ownIdCard' || item === 'agentIdCard') && <Card />}
    {item === 'ownerIdCard' && (
      <>
        <g transform="translate(6 -8)">
          <Card />
        </g>
        <path
          className="fill-accent"
          d="M-36 50c-22-14-24-30-12-34 6-2 10 2 12 7 2-5 6-9 12-7 12 4 10 20-12 34Z"
        />
      </>
    )}
    {item === 'letter' && <Letter />}
    {item === 'phone' && <Phone />}
  </svg>
);
