import { defineProject } from 'rostra/lab';
import bargaining from './games/bargaining.ts';
import bertrand from './games/bertrand.ts';
import commonValueAuction from './games/common-value-auction.ts';
import cournot from './games/cournot.ts';
import dictator from './games/dictator.ts';
import doubleAuction from './games/double-auction.ts';
import guessTwoThirds from './games/guess-two-thirds.ts';
import liveBargaining from './games/live-bargaining.ts';
import matchingPennies from './games/matching-pennies.ts';
import paymentInfo from './games/payment-info.ts';
import prisonerLive from './games/prisoner-live.ts';
import prisonerRounds from './games/prisoner-rounds.ts';
import prisoner from './games/prisoner.ts';
import publicGoods from './games/public-goods.ts';
import realEffort from './games/real-effort.ts';
import questionnaire from './games/questionnaire.ts';
import stagHunt from './games/stag-hunt.ts';
import survey from './games/survey.ts';
import travelerDilemma from './games/traveler-dilemma.ts';
import trustSimple from './games/trust-simple.ts';
import trust from './games/trust.ts';
import ultimatum from './games/ultimatum.ts';
import volunteerDilemma from './games/volunteer-dilemma.ts';

export default defineProject({
  language: 'en',
  currency: { points: true, code: 'USD' },
  defaults: { participationFee: 0, pointValue: 1 },
  rooms: [
    { name: 'open_lab', displayName: 'Open lab' },
    { name: 'seats', displayName: 'Laboratory with named seats', labels: ['A1', 'A2', 'A3', 'A4', 'B1', 'B2', 'B3', 'B4'] },
  ],
  sessions: [
    {
      name: 'public_goods',
      displayName: 'Public goods',
      games: [publicGoods],
      demoParticipants: 3,
      doc: 'Three people each decide how much of their 100 points to give to a common pot. The pot grows and is shared evenly.',
    },
    {
      name: 'prisoner',
      displayName: 'Prisoner’s dilemma',
      games: [prisoner],
      demoParticipants: 2,
      doc: 'Two people choose at the same time to cooperate or to defect.',
    },
    {
      name: 'trust',
      displayName: 'Trust',
      games: [trust, paymentInfo],
      demoParticipants: 2,
      doc: 'One person may send points to another. They are tripled on their way, and the other may send some back.',
    },
    {
      name: 'trust_simple',
      displayName: 'Trust, simple',
      games: [trustSimple],
      demoParticipants: 2,
      doc: 'Trust with ten points and without an introduction. What goes back is chosen from a list.',
    },
    {
      name: 'dictator',
      displayName: 'Dictator',
      games: [dictator, paymentInfo],
      demoParticipants: 2,
      doc: 'One person decides how much of 100 points to keep. The other gets the rest.',
    },
    {
      name: 'bargaining',
      displayName: 'Bargaining',
      games: [bargaining, paymentInfo],
      demoParticipants: 2,
      doc: 'Two people each ask for a part of 100 points. They get it only when both requests can be met.',
    },
    {
      name: 'matching_pennies',
      displayName: 'Matching pennies',
      games: [matchingPennies, paymentInfo],
      demoParticipants: 2,
      doc: 'Two people turn up a side of a penny each. One wins when the sides are equal, the other when they differ. Four rounds, and one of them is paid.',
    },
    {
      name: 'guess_two_thirds',
      displayName: 'Guess two thirds',
      games: [guessTwoThirds, paymentInfo],
      demoParticipants: 3,
      doc: 'Three people guess two thirds of the average of their guesses. The closest wins; three rounds.',
    },
    {
      name: 'traveler_dilemma',
      displayName: 'Traveller’s dilemma',
      games: [travelerDilemma, paymentInfo],
      demoParticipants: 2,
      doc: 'Two travellers claim what their lost luggage was worth. The lower claim counts, and whoever made it is rewarded.',
    },
    {
      name: 'volunteer_dilemma',
      displayName: 'Volunteer’s dilemma',
      games: [volunteerDilemma, paymentInfo],
      demoParticipants: 3,
      doc: 'Three people profit when at least one of them volunteers, but volunteering has a price.',
    },
    {
      name: 'bertrand',
      displayName: 'Bertrand competition',
      games: [bertrand, paymentInfo],
      demoParticipants: 2,
      doc: 'Two sellers name a price at the same time. The buyer takes the lower one.',
    },
    {
      name: 'cournot',
      displayName: 'Cournot competition',
      games: [cournot, paymentInfo],
      demoParticipants: 2,
      doc: 'Two firms decide how much to produce. The more there is, the lower the price.',
    },
    {
      name: 'common_value_auction',
      displayName: 'Common value auction',
      games: [commonValueAuction, paymentInfo],
      demoParticipants: 3,
      doc: 'Three people bid for an item that is worth the same to all of them. Each has only an estimate.',
    },
    {
      name: 'double_auction',
      displayName: 'Double auction',
      games: [doubleAuction, paymentInfo],
      demoParticipants: 6,
      doc: 'Three buyers and three sellers quote prices on one live page until they agree. Three rounds.',
    },
    {
      name: 'live_bargaining',
      displayName: 'Live bargaining',
      games: [liveBargaining, paymentInfo],
      demoParticipants: 2,
      doc: 'Two people split 100 points: each says what they want, again and again, until both can be met or a minute is over.',
    },
    {
      name: 'real_effort',
      displayName: 'Real effort: adding',
      games: [realEffort, paymentInfo],
      demoParticipants: 1,
      doc: 'Adding two numbers again and again for a minute. Each right sum is paid.',
    },
    {
      name: 'prisoner_rounds',
      displayName: 'Prisoner’s dilemma, 20 rounds',
      games: [prisonerRounds, paymentInfo],
      demoParticipants: 2,
      doc: 'The prisoner’s dilemma with the same person, twenty times: page after page.',
    },
    {
      name: 'prisoner_live',
      displayName: 'Prisoner’s dilemma, 20 periods live',
      games: [prisonerLive, paymentInfo],
      demoParticipants: 2,
      doc: 'The prisoner’s dilemma with the same person, twenty times: on one live page.',
    },
    {
      name: 'survey',
      displayName: 'Survey',
      games: [survey],
      demoParticipants: 1,
      doc: 'Two questions about the person and three puzzles whose first answer is often wrong.',
    },
    {
      name: 'stag_hunt',
      displayName: 'Stag hunt',
      games: [questionnaire, stagHunt],
      demoParticipants: 4,
      doc: 'A questionnaire with every kind of question. Whoever has answered it plays with the next one who has: a stag is worth more, but two are needed to catch it.',
    },
    {
      name: 'ultimatum',
      displayName: 'Ultimatum game',
      games: [ultimatum, paymentInfo],
      demoParticipants: 2,
      doc: 'One person offers to divide 100 points. The other takes the offer, or both get nothing.',
    },
    {
      name: 'payment_info',
      displayName: 'Payment information',
      games: [paymentInfo],
      demoParticipants: 1,
      doc: 'The page that ends most sessions: it tells people by which code they are paid.',
    },
  ],
});
