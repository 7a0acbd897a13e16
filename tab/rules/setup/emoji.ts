/** Signs for teams, with the names that serve as code names; each at most once a tournament. */
const table = [
  '🌀 Cyclone|🌁 Foggy|🌂 Closed Umbrella|🌃 Night With Stars|🌄 Sunrise Over Mountains|🌅 Sunrise|🌆 Cityscape At Dusk',
  '🌇 Sunset Over Buildings|🌈 Rainbow|🌉 Bridge At Night|🌊 Water Wave|🌋 Volcano|🌌 Milky Way|🌎 Earth Globe Americas',
  '🌐 Globe With Meridians|🌙 Crescent Moon|🌟 Glowing Star|🌠 Shooting Star|🌮 Taco|🌯 Burrito|🌰 Chestnut|🌱 Seedling',
  '🌲 Evergreen Tree|🌳 Deciduous Tree|🌷 Tulip|🌸 Cherry Blossom|🌹 Rose|🌺 Hibiscus|🌻 Sunflower|🌼 Blossom|🌿 Herb',
  '🍀 Four Leaf Clover|🍁 Maple Leaf|🍂 Fallen Leaf|🍄 Mushroom|🍅 Tomato|🍇 Grapes|🍈 Melon|🍉 Watermelon|🍊 Tangerine',
  '🍋 Lemon|🍍 Pineapple|🍎 Red Apple|🍏 Green Apple|🍐 Pear|🍓 Strawberry|🍔 Hamburger|🍕 Slice Of Pizza',
  '🍘 Rice Cracker|🍙 Rice Ball|🍚 Cooked Rice|🍛 Curry And Rice|🍜 Steaming Bowl|🍝 Spaghetti|🍞 Bread|🍟 French Fries',
  '🍠 Roasted Sweet Potato|🍡 Dango|🍢 Oden|🍣 Sushi|🍤 Fried Shrimp|🍦 Soft Ice Cream|🍧 Shaved Ice|🍨 Ice Cream|🍩 Doughnut|🍪 Cookie',
  '🍫 Chocolate Bar|🍬 Candy|🍭 Lollipop|🍮 Custard|🍯 Honey Pot|🍰 Shortcake|🍱 Bento Box|🍲 Pot Of Food|🍳 Cooking',
  '🍵 Teacup Without Handle|🍹 Tropical Drink|🍿 Popcorn|🎀 Ribbon|🎁 Wrapped Present|🎂 Birthday Cake|🎃 Jack-O-Lantern',
  '🎄 Christmas Tree|🎅 Father Christmas|🎆 Fireworks|🎇 Firework Sparkler|🎈 Balloon|🎉 Party Popper|🎊 Confetti Ball|🎋 Tanabata Tree',
  '🎌 Crossed Flags|🎍 Pine Decoration|🎎 Japanese Dolls|🎏 Carp Streamer|🎐 Wind Chime|🎑 Moon Viewing Ceremony|🎒 School Satchel',
  '🎓 Graduation Cap|🎠 Carousel Horse|🎡 Ferris Wheel|🎢 Roller Coaster|🎤 Microphone|🎥 Movie Camera|🎦 Cinema|🎧 Headphone',
  '🎨 Artist Palette|🎩 Top Hat|🎪 Circus Tent|🎫 Ticket|🎬 Clapper Board|🎭 Performing Arts|🎮 Video Game|🎯 Direct Hit|🎰 Slot Machine',
  '🎱 Billiards|🎲 Game Die|🎳 Bowling|🎴 Flower Playing Cards|🎵 Musical Note|🎶 Multiple Musical Notes|🎷 Saxophone|🎸 Guitar',
  '🎹 Musical Keyboard|🎺 Trumpet|🎻 Violin|🎼 Musical Score|🏀 Basketball And Hoop|🏂 Snowboarder|🏃 Runner|🏄 Surfer|🏅 Sports Medal',
  '🏆 Trophy|🏇 Horse Racing|🏈 American Football|🏉 Rugby Football|🏊 Swimmer|🏐 Volleyball|🏠 House Building|🏡 House With Garden',
  '🏢 Office Building|🏣 Japanese Post Office|🏤 European Post Office|🏥 Hospital|🏦 Bank|🏧 Automated Teller Machine|🏨 Hotel',
  '🏩 Love Hotel|🏪 Convenience Store|🏫 School|🏬 Department Store|🏭 Factory|🏮 Izakaya Lantern|🏯 Japanese Castle|🏰 European Castle',
  '🏹 Bow And Arrow|🏺 Amphora|🐃 Water Buffalo|🐅 Tiger|🐆 Leopard|🐇 Rabbit|🐈 Cat|🐉 Dragon|🐊 Crocodile',
  '🐎 Horse|🐓 Rooster|🐕 Dog|🐙 Octopus',
  '🐚 Spiral Shell|🐜 Ant|🐝 Honeybee|🐞 Lady Beetle|🐟 Fish|🐠 Tropical Fish|🐡 Blowfish|🐢 Turtle|🐣 Hatching Chick|🐦 Bird',
  '🐧 Penguin|🐨 Koala|🐪 Dromedary Camel|🐫 Bactrian Camel|🐬 Dolphin|🐳 Spouting Whale|🐾 Paw Prints|👑 Crown|👒 Womans Hat',
  '👓 Eyeglasses|👔 Necktie|👕 T-Shirt|👖 Jeans|👗 Dress|👘 Kimono|👚 Womans Clothes|👛 Purse|👜 Handbag|👝 Pouch|👞 Mans Shoe',
  '👟 Athletic Shoe|👠 High-Heeled Shoe|👡 Womans Sandal|👢 Womans Boots|👣 Footprints|👥 Busts In Silhouette|👷 Construction Worker',
  '👹 Japanese Ogre|👺 Japanese Goblin|👽 Extraterrestrial Alien|👾 Alien Monster|👿 Imp|💂 Guardsman|💃 Dancer|💄 Lipstick',
  '💅 Nail Polish|💇 Haircut|💈 Barber Pole|💌 Love Letter|💍 Ring|💎 Gem Stone|💐 Bouquet|💒 Wedding|💕 Two Hearts|💞 Revolving Hearts',
  '💡 Electric Light Bulb|💧 Droplet|💪 Flexed Biceps|💬 Speech Balloon|💭 Thought Balloon|💱 Currency Exchange',
  '💳 Credit Card|💸 Money With Wings|💺 Seat|💻 Personal Computer|💼 Briefcase|💽 Minidisc|💾 Floppy Disk|💿 Optical Disc|📀 Dvd',
  '📁 File Folder|📂 Open File Folder|📃 Page With Curl|📄 Page Facing Up|📅 Calendar|📆 Tear-Off Calendar|📇 Card Index|📊 Bar Chart',
  '📋 Clipboard|📌 Pushpin|📍 Round Pushpin|📎 Paperclip|📏 Straight Ruler|📐 Triangular Ruler|📑 Bookmark Tabs|📒 Ledger|📓 Notebook',
  '📕 Closed Book|📖 Open Book|📗 Green Book|📘 Blue Book|📙 Orange Book|📚 Books|📛 Name Badge|📜 Scroll|📝 Memo|📟 Pager|📠 Fax Machine',
  '📡 Satellite Antenna|📢 Public Address Loudspeaker|📣 Cheering Megaphone|📤 Outbox Tray|📥 Inbox Tray|📦 Package',
  '📨 Incoming Envelope|📮 Postbox|📯 Postal Horn|📰 Newspaper|📱 Mobile Phone|📳 Vibration Mode|📴 Mobile Phone Off|📵 No Mobile Phones',
  '📶 Antenna With Bars|📷 Camera|📸 Camera With Flash|📹 Video Camera|📺 Television|📻 Radio|📼 Videocassette|📿 Prayer Beads|🔈 Speaker',
  '🔋 Battery|🔌 Electric Plug|🔑 Key|🔒 Lock|🔓 Open Lock|🔔 Bell|🔖 Bookmark|🔟 Keycap Ten|🔥 Fire|🔦 Electric Torch|🔧 Wrench|🔨 Hammer',
  '🔩 Nut And Bolt|🔪 Hocho|🔬 Microscope|🔭 Telescope|🔮 Crystal Ball|🔱 Trident Emblem',
  '🔸 Small Orange Diamond|🔹 Small Blue Diamond|🕋 Kaaba|🕌 Mosque|🕍 Synagogue',
  '🗻 Mount Fuji|🗼 Tokyo Tower|🗽 Statue Of Liberty|🗾 Silhouette Of Japan|🗿 Moyai|🚀 Rocket|🚁 Helicopter|🚂 Steam Locomotive',
  '🚃 Railway Car|🚄 High-Speed Train|🚆 Train|🚇 Metro|🚈 Light Rail|🚉 Station|🚊 Tram|🚋 Tram Car|🚌 Bus|🚍 Oncoming Bus|🚎 Trolleybus',
  '🚏 Bus Stop|🚐 Minibus|🚑 Ambulance|🚒 Fire Engine|🚓 Police Car|🚔 Oncoming Police Car|🚕 Taxi|🚖 Oncoming Taxi|🚗 Automobile',
  '🚘 Oncoming Automobile|🚙 Recreational Vehicle|🚚 Delivery Truck|🚛 Articulated Lorry|🚜 Tractor|🚝 Monorail|🚞 Mountain Railway',
  '🚟 Suspension Railway|🚠 Mountain Cableway|🚡 Aerial Tramway|🚢 Ship|🚣 Rowboat|🚤 Speedboat|🚥 Horizontal Traffic Light',
  '🚦 Vertical Traffic Light|🚪 Door|🚲 Bicycle|🚳 No Bicycles|🚴 Bicyclist|🚵 Mountain Bicyclist|🚶 Pedestrian|🚷 No Pedestrians',
  '🚸 Children Crossing|🚾 Water Closet|🛂 Passport Control|🛃 Customs|🛄 Baggage Claim|🛅 Left Luggage',
  '🛌 Sleeping Accommodation|🛐 Place Of Worship|🛒 Shopping Trolley|🛕 Hindu Temple|🛖 Hut|🛝 Playground Slide|🛞 Wheel',
  '🛟 Ring Buoy|🛫 Airplane Departure|🛬 Airplane Arriving|🛴 Scooter|🛵 Motor Scooter|🛶 Canoe|🛷 Sled|🛸 Flying Saucer|🛹 Skateboard',
  '🛺 Auto Rickshaw|🛻 Pickup Truck|🛼 Roller Skate|🤌 Pinched Fingers|🤝 Handshake|🤲 Palms Up Together|🤶 Mother Christmas',
  '🤹 Juggling|🤺 Fencer|🤼 Wrestlers|🤽 Water Polo|🤾 Handball|🤿 Diving Mask|🥀 Wilted Flower|🥁 Drum With Drumsticks',
  '🥃 Tumbler Glass|🥄 Spoon|🥅 Goal Net|🥇 First Place Medal|🥈 Second Place Medal|🥉 Third Place Medal|🥊 Boxing Glove',
  '🥋 Martial Arts Uniform|🥌 Curling Stone|🥎 Softball|🥏 Flying Disc|🥐 Croissant|🥑 Avocado|🥒 Cucumber|🥓 Bacon|🥔 Potato|🥕 Carrot',
  '🥖 Baguette Bread|🥗 Green Salad|🥙 Stuffed Flatbread|🥚 Egg|🥛 Glass Of Milk|🥜 Peanuts|🥝 Kiwifruit|🥞 Pancakes|🥟 Dumpling',
  '🥠 Fortune Cookie|🥡 Takeout Box|🥢 Chopsticks|🥣 Bowl With Spoon|🥤 Cup With Straw|🥥 Coconut|🥦 Broccoli|🥧 Pie|🥨 Pretzel',
  '🥩 Cut Of Meat|🥪 Sandwich|🥫 Canned Food|🥬 Leafy Green|🥭 Mango|🥮 Moon Cake|🥯 Bagel|🥷 Ninja|🥻 Sari|🥼 Lab Coat|🥽 Goggles',
  '🥾 Hiking Boot|🥿 Flat Shoe|🦀 Crab|🦂 Scorpion|🦃 Turkey|🦅 Eagle|🦆 Duck|🦇 Bat|🦈 Shark|🦉 Owl|🦋 Butterfly|🦌 Deer',
  '🦏 Rhinoceros|🦐 Shrimp|🦔 Hedgehog|🦕 Sauropod|🦖 T-Rex|🦗 Cricket|🦘 Kangaroo|🦙 Llama|🦚 Peacock|🦜 Parrot',
  '🦝 Raccoon|🦞 Lobster|🦡 Badger|🦢 Swan|🦣 Mammoth|🦤 Dodo|🦦 Otter|🦩 Flamingo',
  '🦪 Oyster|🦫 Beaver|🦬 Bison|🦭 Seal|🦮 Guide Dog|🦯 Probing Cane|🦺 Safety Vest|🦼 Motorized Wheelchair|🦽 Manual Wheelchair',
  '🦾 Mechanical Arm|🧀 Cheese Wedge|🧁 Cupcake|🧂 Salt Shaker|🧃 Beverage Box|🧄 Garlic|🧅 Onion|🧆 Falafel|🧇 Waffle|🧈 Butter',
  '🧉 Mate Drink|🧊 Ice Cube|🧋 Bubble Tea|🧢 Billed Cap|🧣 Scarf|🧤 Gloves|🧥 Coat|🧦 Socks|🧧 Red Gift Envelope|🧨 Firecracker',
  '🧩 Jigsaw Puzzle Piece|🧪 Test Tube|🧫 Petri Dish|🧬 Dna Double Helix|🧭 Compass|🧮 Abacus|🧯 Fire Extinguisher|🧰 Toolbox|🧱 Brick',
  '🧲 Magnet|🧳 Luggage|🧴 Lotion Bottle|🧵 Spool Of Thread|🧶 Ball Of Yarn|🧷 Safety Pin|🧸 Teddy Bear',
  '🧻 Roll Of Paper|🧼 Bar Of Soap|🧾 Receipt|🧿 Nazar Amulet',
];

/** The name of each sign, in the order of the table. */
export const emojiNames: ReadonlyMap<string, string> = new Map(
  table.flatMap((line) => line.split('|')).map((item) => [item.slice(0, item.indexOf(' ')), item.slice(item.indexOf(' ') + 1)]),
);

const all = [...emojiNames.keys()];

/** So many signs that none of the others has, spread over the table; fewer when there are not enough. */
export function freeSigns(taken: readonly { readonly emoji: string | null }[], count: number): string[] {
  const used = new Set(taken.map(({ emoji }) => emoji));
  const spread = all.map((_sign, index) => all[(index * 331) % all.length] ?? '').filter((sign) => !used.has(sign));
  return [...new Set(spread)].slice(0, count);
}
