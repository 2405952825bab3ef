# In: nothing. Out: sentences of our own wording, as patterns, of pages that are no spam but look like it in a word or two, and of pages of all
# kinds. By family, with the lists that fill them.

LISTS = {
    "thing": ("kettle", "bicycle", "lamp", "winter jacket", "desk", "headphones", "garden hose", "running shoes", "notebook", "camera", "coffee grinder", "tent", "rain coat", "printer", "bookshelf", "drill", "phone case", "guitar", "water bottle", "toaster"),
    "place": ("library", "town hall", "museum", "park", "school", "theatre", "harbour", "station", "church", "market", "swimming pool", "university"),
    "town": ("Bremen", "Leeds", "Lyon", "Porto", "Ghent", "Turin", "Boston", "Nagoya", "Graz", "Utrecht", "Sevilla", "Malmö", "Cork", "Denver", "Perth"),
    "topic": ("soil chemistry", "medieval trade", "graph theory", "bird migration", "tax law", "glass making", "protein folding", "urban planning", "jazz", "sailing", "compilers", "type systems", "public health", "ceramics", "volcanoes"),
    "software": ("the parser", "the server", "the library", "the plugin", "the build", "the client", "this module", "the database driver", "the editor"),
    "dish": ("tomato soup", "grilled trout", "mushroom risotto", "lentil stew", "roast chicken", "apple cake", "onion tart", "green salad", "beef noodles", "cheese plate"),
    "medicine": ("ibuprofen", "sildenafil", "tramadol", "insulin", "paracetamol", "metformin", "modafinil", "zolpidem", "vitamin D"),
}

FAMILIES = {
    "newsletter": (
        "Welcome to the {date} issue of our newsletter", "Our summer sale begins on Monday with up to {percent} off selected {thing}s", "You receive this email because you are a member of our club; to leave the list, follow the link at the end", "This month we opened a second shop in {town}", "Free delivery on orders over {price} until {date}",
        "Read the interview with our new head of design", "The workshop on {topic} takes place at the {place} on {date}, tickets are {price}", "Members get {percent} off with the code {code}", "Thank you to everyone who came to the open day", "Unsubscribe: {url}", "View this email in your browser: {url}", "New in the shop: {thing}s made of recycled material", "Our opening hours over the holidays are {hour} to {hour}",
    ),
    "product": (
        "The {thing} weighs {few} kg and comes with a two-year warranty", "Material: steel and oak. Dimensions: {n} x {n} x {n} mm", "Add to basket. In stock, ships in {few} days. {price}", "Customers also looked at: {thing}, {thing}, {thing}", "I have used this {thing} for a year and only the handle is a little loose", "Three stars: good sound, but the cable is too short", "Price: {price}, was {price}. Save {percent}", "Returns are free within thirty days",
        "The {thing} is dishwasher safe; spare parts are available", "Item number {code}, colour: dark green", "Compare {thing}s by price, weight and rating", "Delivery to {town} on {date}", "Buy two {thing}s and get the third at half price",
    ),
    "receipt": (
        "Order {code} of {date}", "1 x {thing}  {price}", "{few} x {thing}  {price}", "Subtotal {price}", "VAT 19% {price}", "Total {money}", "Paid by card ending in 4{few}1", "Thank you for your purchase", "Shipping {price}", "Your parcel with the number {code} was handed to the carrier", "You can return the items within 14 days", "Invoice number {n}, due on {date}",
    ),
    "forum": (
        "I had the same problem and found this thread: {url}", "Did you read the manual? It is explained at {url}", "Thanks, that fixed it for me on version {few}.{few}", "Has anyone tried the {thing} from the shop in {town}?", "Here is the log: {url}", "See also the discussion at {url} and the ticket {url}", "I would not buy a used {thing} without seeing it first", "Edit: solved, the cable was loose", "What does everyone think of the new rules?", "I bought mine for {price} second hand",
        "My bank wrote that my card was used abroad; I called the number on the card and it was a mistake", "Is this mail a scam? It says that I won {money} and must pay a fee", "The casino scene in that film was shot in {town}", "I quit poker years ago and never looked back", "Does anyone else get a lot of dating spam lately?",
    ),
    "scam_news": (
        "Police in {town} warn of fake messages that ask for card details", "The consumer centre explains how to recognise phishing: look at the sender, do not click on links, never give your password", "Fraudsters promised investors {percent} a month and vanished with {money}", "The court sentenced the operator of an illegal online casino", "Spam filters now stop most mails about pills and lotteries", "Victims of romance fraud lost {money} last year, the ministry said",
        "The regulator fined the lender for misleading payday loan advertisements", "A study followed {n} people who sought help for gambling", "Researchers describe how link farms try to deceive search engines", "Bitcoin fell by {few} percent on {date} after the central bank raised rates", "The exchange halted withdrawals and filed for bankruptcy", "How to report a fake web shop: keep the mails, tell your bank, go to the police",
        "The agency warned that {medicine} bought online without a prescription is often counterfeit", "The new gambling law limits bonuses and advertisements",
    ),
    "medicine": (
        "{medicine} is used to treat pain and must be prescribed by a doctor", "Side effects of {medicine} include headache and nausea", "Do not take {medicine} together with nitrates", "The trial compared {medicine} with placebo in {n} patients", "Losing weight slowly and with regular exercise is healthier than any pill", "The usual dose is {n} mg once a day", "Ask your pharmacist if you have missed a dose", "Store below 25 degrees and out of reach of children", "{medicine} was first approved in {year}",
    ),
    "finance": (
        "The bank lends money to small companies at {few}.{few} percent", "A mortgage is a loan that is secured by a house", "You can compare the annual percentage rate of several lenders", "The fund returned {few}.{few} percent last year; past returns do not guarantee future ones", "Interest is paid at the end of each quarter", "Your statement for {date} is ready in the app; we never ask for your PIN", "How compound interest works: an example with {money}", "A blockchain is a list of blocks that each hold the hash of the one before", "Student loans are paid back from the income of later years",
        "Terms and conditions apply; read the key facts before you sign",
    ),
    "docs": (
        "See {url} for the full list of options", "Install with `npm install {word}` and import it as shown at {url}", "Related: {url}, {url} and {url}", "| option | default | meaning |", "| `--{word}` | {n} | see {url} |", "Set `{word}_{word}` to the address of {software}", "The endpoint https://api.{word}.com/v{few}/{word} returns a list of items", "```\ncurl -X POST https://{word}.dev/{word} -d '{word}={n}'\n```", "- [{word}]({url}): notes on {topic}", "* {url} - a list of papers about {topic}", "{software} reads its configuration from `/etc/{word}/{word}.conf`", "References\n[{few}] {url}\n[{few}] {url}", "    return {word}({word}, {n})", "def {word}({word}, {word}={n}):\n    return {word}.{word}({word})",
    ),
    # The subjects of spam, told by someone who sells nothing.
    "subjects": (
        "{medicine} is a prescription-only drug in Canada, and pharmacies must see a valid prescription", "Buying {medicine} without seeing a doctor carries health risks, since it may interact with other drugs", "The patent on {medicine} expired in {year}, after which generic versions came to the market", "Sildenafil, sold as Viagra among others, was first studied as a drug for the heart", "Newspapers reported that Cialis and Viagra might be sold over the counter; the agency has not decided",
        "The casino of {town} opened in {year} and closed during the war", "A slot machine pays back a share of what is put in, which the law sets at {percent} at least", "In the novel a clerk loses the savings of his family at roulette in {town}", "A straight beats three of a kind, and the player to the left of the dealer bets first", "She worked for an escort agency for a summer, and the film tells what she saw there", "The paper looked at how {n} people met their partners, of whom a third met online", "He wrote to a woman on a dating site for months before he learned that she did not exist",
        "The act caps the cost of payday loans and bans the rollover of debts", "The essay argues that money changed how people thought of time", "The first block of bitcoin was mined in January 2009 by someone whose name is not known", "Search engines rank a page by the links that point to it, among {n} other signals", "The shop was fined for selling counterfeit watches and handbags", "A garage door has two springs; replacing one yourself is dangerous, so read the manual first", "The plumber came at {hour}, found the leak behind the sink and charged {price}",
        "A free sample of the cheese is handed out at the {place} on Saturdays", "Our charity helps people who gamble too much, call us free of charge", "The cracked pipe was found when water came through the ceiling", "The lawyer explained what a personal injury claim costs and how long it takes",
    ),
    "everyday": (
        "The {place} in {town} was built in {year}", "We walked from the {place} to the {place} and had {dish}", "She teaches {topic} at the university of {town}", "The meeting starts at {hour}, please bring the minutes", "It rained all week, so the garden needs no water", "In {year} about {n} people lived in {town}", "The book tells the story of two brothers who build a boat", "My sister plays the cello in an orchestra", "The bus to {town} leaves every {few} minutes", "For {dish} you need onions, butter and some patience", "The council decided to close the {place} for repairs",
        "He scored twice in the second half and the match ended {few} to {few}", "Students measured the temperature of the lake for {few} months", "We adopted a cat from the shelter, she sleeps all day", "The lecture on {topic} was longer than planned", "What time shall we meet tomorrow?", "Happy birthday! I hope you have a great day", "The theorem follows from the lemma above", "Please find attached the report for the third quarter", "The committee on {topic} met on {date}",
    ),
    "tags": (
        "{topic}, {topic}, {topic}, {topic}, {topic}", "Home | About | {place} | News | Contact | Imprint", "Categories: {topic}, {topic}, {thing}s", "Index: {word}, {n}; {word}, {n}; {word}, {n}; {word}, {n}", "Tags: {topic}, {town}, {year}", "Previous page | Next page | Table of contents", "We use cookies to improve this site. Accept | Settings", "Copyright {year} {word}. All rights reserved. Privacy policy. Terms of use", "{word} ({n}) {word} ({n}) {word} ({n})", "Keywords: {topic}; {topic}; measurement; model",
    ),
    "travel": (
        "Hotel by the {place} in {town}, double room from {price} a night, breakfast included", "Book early: flights to {town} from {price}", "Our guided tour of {town} starts at {hour} at the {place}", "Free cancellation up to {few} days before arrival", "The apartment sleeps {few}, is close to the {place} and has a washing machine", "Guests liked the quiet rooms and the breakfast", "Las Vegas is known for its hotels, shows and casinos", "Dating back to {year}, the {place} of {town} is open daily",
    ),
    "charity": (
        "Donate now and help us to plant {n} trees", "Sign the petition for a safer crossing at the {place}", "Sign up for the free course on {topic} until {date}", "Win tickets for the concert: send a postcard to the {place} until {date}", "Volunteers wanted! Come to the {place} on {date} at {hour}", "Join our running group, it is free and everyone is welcome!", "Last chance to register for the conference on {topic}!", "Free entry for children under {few}", "Congratulations to the winners of the school prize!",
    ),
    "jobs": ("We are looking for a {topic} specialist in {town}, full time", "Apply until {date} with your CV and letter", "Salary: {money} a year, 30 days of holiday", "Your tasks: plan, test and document {software}", "We offer flexible hours and a canteen near the {place}"),
    "menu": ("{dish}  {price}", "Starters: {dish} {price}, {dish} {price}", "Today: {dish} with bread, {price}", "Kitchen open {hour} to {hour}", "Please tell us about allergies", "Three courses for {price}"),
    "release": ("{few}.{few}.{few}: fixed a crash in {software}", "- {software} now reads `{word}` files (#{n})", "Breaking: `{word}` was renamed to `{word}`", "Full changelog: {url}", "Contributors: @{word}, @{word}", "Removed support for version {few}"),
}
