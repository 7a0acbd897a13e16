import { html, type Html } from '#kit/html/html.ts';
import type { ChatOptions } from '../game/context.ts';
import { BadChat } from '../errors.ts';
import type { PagePlace } from '../rules/session-plan.ts';
import { mostChatLetters } from '../rules/chat.ts';
import { chatToken } from './chat-token.ts';
import type { Visit } from './load-visit.ts';

/** What `chat()` of a view puts on the page: a place to write, which its island fills. */
export function chatMarkup(visit: Visit, place: PagePlace, options: ChatOptions = {}): Html {
  const { seat, pageIndex } = visit.row;
  const { say } = visit.session;
  const { channel = `r${place.round}-g${seat.group.number}`, nickname = say('participant', { n: seat.participant.number }) } = options;
  if (!/^[A-Za-z0-9_-]{1,100}$/.test(String(channel))) throw new BadChat(String(channel));
  const pass = { channel: `${place.playable.game.slug}-${channel}`, nickname: nickname.slice(0, 100) };
  const token = chatToken(pass, { seed: visit.session.facts.seed, code: visit.code });
  const props = JSON.stringify({
    url: `/live/${visit.code}/${pageIndex}`,
    token,
    me: pass.nickname,
    words: { mine: say('chatMe', { name: '{name}' }), lost: say('wordsKept') },
  });
  const id = `chat-${channel}`;
  return html`<section class="lab-chat otree-chat" data-island="chat" data-props="${props}" aria-label="${say('chat')}">
<ol class="lab-chat__messages otree-chat__messages" role="log" aria-live="polite" aria-label="${say('chatLog')}" tabindex="0" data-keep></ol>
<p class="lab-chat__empty" data-chat-empty>${say('chatEmpty')}</p>
<div class="lab-chat__entry"><label class="r-sr" for="${id}">${say('chatYours')}</label><textarea id="${id}" class="form-control otree-chat__input" rows="1" maxlength="${mostChatLetters}" placeholder="${say('chatWrite')}" enterkeyhint="send"></textarea><button type="button" class="btn btn-outline-primary otree-chat__btn-send">${say('chatSend')}</button></div>
<p class="lab-chat__state" role="status" data-chat-state></p>
</section>`;
}
