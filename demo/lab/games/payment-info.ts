import { defineGame, html } from 'rostra/lab';

const game = defineGame({
  name: 'payment_info',
  doc: 'Tells people by which code they are paid. The last page of a session.',
});

const PaymentInfo = game.page('PaymentInfo', {
  title: 'Your payment',
  view: ({ participant }) => html`
    <p>Thank you for taking part. To be paid, please give this code:</p>
    <p class="fs-2"><b>${participant.label ?? participant.code}</b></p>`,
});

export default game.sequence(PaymentInfo);
