// A16: 1,200 phones stand at a tournament's draw when it is published, through one router.
import { deployTab, publishToPhones } from './phones-at-a-draw.ts';
import type { Story } from './story.ts';

export const story: Story = {
  async tell(house) {
    await deployTab(house);
    return `1200 phones, one router: ${await publishToPhones(house, { slug: 'alone', alone: 1 })}`;
  },
};
