import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { type PlainHead, readPlainHead } from '../rules/plain-head.ts';
import { answerHit, type Visitor } from './cache/hit.ts';
import { addressOf } from './client-address.ts';
import type { Router } from './router.ts';

type Listen = (bytes: Buffer) => void;

/**
 * A client's connection. Once a kept page has gone out on it, what comes is read here first, before the runtime's parser gets it: plain
 * requests for kept pages are answered at once, without the runtime's request and answer, which cost more than all the rest of a hit.
 * Everything else goes on to the parser, byte for byte. The first thing that is not a plain request ends that for this connection.
 */
export class ClientConnection {
  /** Whichever way they went. */
  requests = 0;
  readonly #socket: Socket;
  readonly #router: Router;
  /** Those with a page that the system has not taken yet. */
  readonly #unsent: Set<ClientConnection>;
  readonly #visitor: Visitor;
  /** The parser's ear. */
  #parse: Listen | null = null;
  /** The last that went through the parser. */
  #request: IncomingMessage | null = null;
  #response: ServerResponse | null = null;
  /** The parser stands where a request begins: it has made of the last head what was read here. */
  #isBetween = false;
  #isOdd = false;

  constructor(socket: Socket, { router, unsent }: { readonly router: Router; readonly unsent: Set<ClientConnection> }) {
    this.#socket = socket;
    this.#router = router;
    this.#unsent = unsent;
    this.#visitor = {
      socket,
      address: addressOf(socket),
      tlsVersion: socket instanceof TLSSocket ? socket.getProtocol() : null,
      onSent: () => void unsent.delete(this),
    };
  }

  /** The parser has read a request. */
  took(request: IncomingMessage, response: ServerResponse): void {
    this.requests += 1;
    this.#request = request;
    this.#response = response;
  }

  /** From now on it is read here first. */
  listen(): void {
    if (this.#parse !== null || this.#isOdd || this.#socket.destroyed) return;
    const [parse] = this.#socket.listeners('data');
    if (!isListen(parse)) return;
    this.#socket.off('data', parse).on('data', this.#read);
    this.#parse = parse;
  }

  readonly #read = (bytes: Buffer): void => {
    const head = readPlainHead(bytes.toString('latin1'), this.#router.limits);
    if (head === null) this.#giveUp(bytes);
    else if (!this.#mayAnswer || !answerHit(head, this.#visitor, this.#router)) this.#pass(bytes, head);
    else this.#answered();
  };

  #answered(): void {
    this.requests += 1;
    if (this.#socket.writableLength > 0) this.#unsent.add(this);
  }

  /** Nothing of another request is on its way in or out, and it is not the last one. */
  get #mayAnswer(): boolean {
    return (
      this.#isBetween &&
      this.#response?.closed === true &&
      this.#socket.writableLength === 0 &&
      this.requests + 1 < this.#router.limits.requestsPerConnection
    );
  }

  #pass(bytes: Buffer, { target, headerCount }: PlainHead): void {
    const before = this.#request;
    this.#parse?.(bytes);
    const made = this.#request;
    this.#isBetween = made !== before && made?.url === target && made.rawHeaders.length === 2 * headerCount;
  }

  /** The parser listens itself again, for good. */
  #giveUp(bytes: Buffer): void {
    const parse = this.#parse;
    this.#isOdd = true;
    this.#parse = null;
    if (parse === null) return;
    this.#socket.off('data', this.#read).on('data', parse);
    parse(bytes);
  }
}

function isListen(listener: unknown): listener is Listen {
  return typeof listener === 'function';
}
