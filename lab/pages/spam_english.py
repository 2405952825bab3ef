# In: nothing. Out: sentences of English spam of our own wording by family, as patterns, and the lists that fill them. Mild throughout.

LISTS = {
    "brand": ("LuckyStar", "Royal Vegas", "GoldSpin", "MegaWin", "Jackpot City", "SpinPalace", "BetKing", "Fortune88", "Crown Club", "Lucky Tiger", "W88", "MaxBet", "QuickPay", "EasyLoan", "CoinRise", "BitProfit", "TradeMax", "HealthPlus", "PharmaDirect", "SlimFast Pro", "DateNow", "LoveLink", "VIP Lounge"),
    "game": ("slots", "roulette", "blackjack", "baccarat", "poker", "live dealer games", "online pokies", "sports betting", "bingo", "scratch cards", "slot gacor", "toto 4d", "fish shooting games"),
    "pill": ("viagra", "cialis", "levitra", "xanax", "tramadol", "phentermine", "ambien", "kamagra", "modafinil", "slimming pills", "male enhancement capsules", "keto gummies", "CBD gummies", "testosterone booster", "anti-aging serum", "generic sildenafil"),
    "coin": ("bitcoin", "ethereum", "dogecoin", "USDT", "a new token", "our AI trading bot", "forex signals", "binary options", "altcoins", "NFT drops"),
    "bank": ("PayPal", "your bank", "Amazon", "Apple ID", "Netflix", "the tax office", "your mailbox provider", "DHL", "the post office", "Microsoft account", "your credit card company", "MyBank Online"),
    "who": ("hot singles", "lonely women", "single ladies", "mature women", "Russian brides", "Asian beauties", "college girls over 18", "married women", "local girls", "gorgeous models", "men over 40"),
    "city": ("London", "New York", "Dubai", "Chicago", "Sydney", "Toronto", "Manchester", "Miami", "Delhi", "Mumbai", "Las Vegas", "Dallas", "your area", "your city"),
    "goods": ("replica watches", "designer handbags", "cheap sunglasses", "luxury shoes", "jerseys wholesale", "brand sneakers", "fake Rolex", "replica bags", "discount jackets", "cheap NFL jerseys"),
    "paper": ("essay", "term paper", "dissertation", "thesis", "homework", "coursework", "research paper", "case study"),
    "service": ("roof repair", "locksmith", "carpet cleaning", "SEO services", "web design", "car insurance", "garage door repair", "personal injury lawyer", "payday loan", "escort agency", "plumber", "moving company", "air conditioning", "dentist", "backlinks", "tree removal", "movers", "rehab center", "phone unlocking", "limo hire", "water damage", "credit repair"),
    "near": ("near me", "cheap", "best", "24/7", "affordable", "top rated", "in {city}", "online", "discount", "free quote", "reviews", "2026", "no deposit", "wholesale", "for sale", "free shipping", "low price"),
    "film": ("full movie", "free download", "crack", "keygen", "serial key", "torrent", "watch online free", "HD 1080p", "license key", "mod apk", "unlimited coins", "hack tool", "no survey"),
    "shout": ("!!!", "!", "!!", "...", " >>>", " \U0001f525", " \U0001f4b0\U0001f4b0", " \U0001f389", " ✅", " \U0001f449", ".", ".", ".", ".", " \U0001f381"),
    "visit": ("Visit {link}", "Click here: {link}", "Go to {link} now", "More at {link}", "Sign up at {link}", "Order now at {link}", "{link}", "Check it out >> {link}", "Join us: {link}", "Details on {link}", "Add us on Telegram @{word}{n}", "WhatsApp us at +{digits}", "Text YES to {digits}", "Call now {digits}", "Email {word}{n}@gmail.com"),
    "link": ("http://{word}-{word}.{cheap}", "www.{word}{n}.{cheap}", "{word}{word}.{cheap}/{word}", "http://{word}.{cheap}/?ref={code}", "bit.ly/{code}", "https://{word}{n}.{cheap}/{word}-{word}", "t.me/{word}{n}"),
}

FAMILIES = {
    "casino": (
        "Play {game} at {brand} casino and get a {percent} welcome bonus{shout}", "Claim {few}0 free spins today, no deposit needed{shout}", "{brand} is the most trusted online casino with instant payouts", "Win real money playing {game} from home{shout}", "Register now and double your first deposit up to {money}",
        "The best {game} sites with the highest payout rates", "Our jackpot is {money} and it could be yours tonight{shout}", "Every new member gets {money} bonus credit", "Deposit {price} and play with {money}", "Daily cashback, free bets and VIP rewards for loyal players",
        "24 hour customer service, fast withdrawal, safe and fair {game}", "Top {few} casinos with no deposit bonus codes {year}: use code {code}", "Place your bet on tonight's match with the best odds{shout}", "Join thousands of lucky winners at {brand}", "{brand} agent login, link alternatif, bonus new member {percent}",
        "Bet on football, tennis and horse racing with a risk-free first bet", "Hit the jackpot with one click, gamble responsibly 18+ T&Cs apply", "Online {game} real money no deposit bonus free spins casino {brand}",
    ),
    "pills": (
        "Buy {pill} online without prescription{shout}", "Cheap {pill} with overnight delivery worldwide", "Order {pill}, {pill} and {pill} at the lowest prices", "Lose {few}0 pounds in {few} weeks with this one weird trick{shout}", "Doctors hate this secret: {pill} melts belly fat while you sleep", "{pill} no rx needed, discreet packaging, {percent} off",
        "100% natural formula, clinically proven, money back guarantee{shout}", "Last longer and feel young again with {pill}", "Our pharmacy accepts Visa and bitcoin, no questions asked", "Free trial bottle of {pill}, just pay shipping{shout}", "Celebrities lost weight with {pill} and so can you", "Canadian pharmacy {pill} {n} mg best price {price} per pill",
        "Say goodbye to pain, wrinkles and hair loss in only {few} days", "Boost your performance tonight with {pill}{shout}", "Special offer: buy {few} bottles get {few} free", "The miracle cure that big pharma does not want you to know{shout}",
    ),
    "loans": (
        "Get a loan of up to {money} today, no credit check{shout}", "Bad credit? No problem! Instant approval in {few} minutes", "We offer loans at {few}% interest to individuals and companies", "Do you need an urgent loan to pay your bills? Apply now with your name, country, amount and phone", "Payday cash in your account within the hour",
        "Consolidate your debt and save {money} every month{shout}", "Are you in financial trouble? We give out all kinds of loans", "No collateral, no paperwork, {percent} guaranteed", "You have been pre-approved for a credit line of {money}", "I got my loan of {money} from this honest lender, contact him too", "Erase bad credit records and raise your score by {n} points fast",
        "Compare cheap car insurance quotes and save up to {percent}", "Refinance now before rates go up{shout}",
    ),
    "crypto": (
        "Invest in {coin} and double your money in {few} days{shout}", "I turned {money} into {money} in {few} weeks with {coin}", "Guaranteed daily profit of {percent}, withdraw at any time", "Send {few} BTC and receive {few}0 BTC back{shout} This giveaway ends soon", "Our expert traders earn you passive income while you sleep", "Join our free signals group before the pump{shout}",
        "Mrs {word} helped me to recover my lost {coin}, contact her for investment advice", "This is the next {coin}: presale ends tonight", "Financial freedom is one click away", "Minimum investment {money}, returns up to {percent} weekly", "Connect your wallet to claim your airdrop of {n} tokens{shout}", "Stop working for others, make {money} a day from home with {coin}",
        "No experience needed, the robot trades for you{shout}", "Earn {money} per week working from home, no skills required", "Be your own boss with this proven system, limited places left", "Secret wealth method banks do not want you to know",
    ),
    "phishing": (
        "Your {bank} account has been suspended, verify your information immediately", "We detected unusual activity, confirm your password within 24 hours or your account will be closed", "Dear customer, your parcel is waiting, pay the fee of {price} here", "You have a refund of {money} pending, submit your card details to receive it", "Click the link below to update your billing information", "Your mailbox is full, log in to keep receiving messages",
        "Security alert from {bank}: sign-in attempt blocked, restore access now", "Your invoice is attached, please enter your login to view the document", "Final notice: failure to verify will result in permanent suspension", "To unlock your account please provide your card number, expiry date and CVV", "Act now, your subscription payment was declined", "Dear user, confirm that you own this account by entering your PIN",
    ),
    "dating": (
        "Meet {who} in {city} tonight{shout}", "{who} want to chat with you, join free", "I am alone at home and waiting for your message{shout}", "View private photos of {who}, no credit card required", "Find your casual date in {city}, adults only 18+", "She sent you {few} messages, reply now", "Discreet dating for grown-ups, no strings attached", "Webcam chat with {who}, first {few} minutes free",
        "Elegant companions in {city} for dinner and more, book by phone", "{who} looking for fun near you{shout}", "Real profiles, real meetings, sign up in 30 seconds", "Hi dear, I saw your profile and I like you, write me at my private mail", "{city} escorts, independent VIP companions, incall and outcall", "Tired of being single? {n} {who} online now",
    ),
    "prizes": (
        "Congratulations{shout} You have been selected to receive a {money} gift card", "You are our lucky visitor number {n}, claim your free phone", "I am the widow of a late minister and wish to transfer {money} to your account", "Your e-mail address won {money} in the international lottery, reply with your full name and bank details", "Complete this short survey to win a new phone{shout}", "I am a bank manager with a confidential business proposal worth {money}",
        "Only {few} gifts left, answer {few} questions to claim yours", "Dear beneficiary, your compensation fund of {money} has been approved, contact our agent for the release", "FREE FREE FREE{shout} Claim your prize before midnight", "You have won a holiday for two, call {digits} to claim", "URGENT: unclaimed award code {code}, valid 12 hours only",
    ),
    "reviews": (
        "This product changed my life, best purchase ever, buy it now{shout}", "Amazing product, five stars, highly recommend to everyone, will buy again", "Best seller, best quality, best price, A+++ thank you {brand}", "We sell five-star reviews for your shop, {money} for {n} reviews", "Buy {n} followers, likes and views, real accounts, instant delivery{shout}", "I was sceptical but {brand} really works, {percent} satisfied, order here",
        "My wife loves it, my friends all ordered one, get yours at {link}", "Get paid to write reviews from home, {money} per day", "Great post! I really enjoyed it, please visit my site about {service} {link}", "Nice article, very informative, thanks for sharing. {service} {near} {link}", "Hello admin, great blog, check my page {link} for {goods}", "Buy verified {bank} accounts, old gmail accounts, positive reviews, contact us 24/7",
    ),
    "seo": (
        "{service} {near}, {service} {near}, {service} {near}, {service} {near}", "{service} {city} | {service} {near} | {near} {service} | {city} {service} company", "best {service} {city} cheap {service} {city} top {service} in {city}", "If you are looking for {service} in {city}, our {service} {city} team offers the best {service} {near}", "Looking for {service}? {brand} is the number one {service} for {service} in {city}", "{goods} {near} {goods} {near} buy {goods} online {goods} outlet",
        "When it comes to {service}, you need the best {service}. Our {service} experts provide {service} at an affordable price", "keywords: {service}, {service}, {service} {near}, {game}, {pill}, {service} {city}", "We rank your site on page one of Google, guaranteed backlinks, {n} links for {money}", "{word} {film} {word} {film} {word} {film}", "download {word} {film} {year} free {film}", "{word} {word} {film}, {word} {film} {year}, {word} {year} {film}",
    ),
    "links": (
        "{link}", "{link} {service} {near}", "{game} {link}", "<a href=\"{link}\">{pill} online</a>", "[url={link}]{game}[/url]", "[url={link}]buy {pill}[/url] {link}", "{service} - {link} - {near}", "<a href='{link}'>{goods} {near}</a>", "Partner: {link} | {link} | {link}", "{link} {goods}", "free {film} {link}",
    ),
    # Articles that are written to be found, not to be read.
    "articles": (
        "Bonus rounds are what keeps players of {game} coming back, and {brand} has more of them than any other site", "Before you claim a bonus, look at its wagering requirements: {few}0x means that you must bet the amount so many times", "There are many reasons why {game} at an online casino is so popular among players all over the world", "New players at {brand} can expect a generous welcome package with free spins and a match on the first deposit", "In this guide we tell you everything you need to know about {game}, no deposit codes and the best payouts",
        "The best online casinos offer hundreds of slot games with high return rates and a live chat", "If you are looking for the best {service} in {city}, you have come to the right place", "In today's fast-paced world, finding a reliable {service} can be overwhelming", "Whether you need {service} for your home or your business, our experts are here to help", "Choosing the right {service} is crucial, and in this comprehensive guide we dive into the key benefits of {service}", "When it comes to {service}, there is no one-size-fits-all solution",
        "Here are the top {few} reasons why you should choose {brand} for {service}", "Many people wonder whether {pill} really works, and customer testimonials say that it does", "{pill} is a revolutionary dietary supplement that supports healthy weight loss without side effects", "According to the official website, {pill} is only available online and stock is limited", "Where to buy {pill}? The only place to get the discount is the official website of {brand}", "{brand} review: is it a scam or legit? We tested it and the results will surprise you",
        "Online dating has never been easier, and {brand} helps thousands of {who} to find a partner", "With {coin}, even beginners can build passive income and reach financial freedom", "Our trading platform uses advanced AI to deliver consistent profits for investors of {coin}", "A payday loan can be the perfect solution when unexpected expenses come up and your credit is bad", "Download {word} {film} for free with direct links, tested and working {year}", "{word} mod apk gives you unlimited money and unlocked features, download the latest version now",
        "Contact us today for a free quote and discover why customers trust our {service}", "Boost your online presence with high-quality backlinks and watch your rankings soar", "Read on to find out the pros and cons, frequently asked questions and exclusive promo codes of {brand}",
    ),
    "essays": (
        "Buy a custom {paper} online, {percent} plagiarism free{shout}", "Our writers will do your {paper} in {few} hours from {price} a page", "Need help with your {paper}? Pay someone to write it, grades guaranteed", "Cheap {paper} writing service with 24/7 support and free revisions", "Order now with code {code} and get {percent} off your first {paper}",
    ),
    "replicas": (
        "Buy {goods} at {percent} off, free shipping worldwide{shout}", "AAA quality {goods} wholesale from China factory", "{goods} outlet online store, lowest price guaranteed", "Shop {goods} and {goods} now, pay with bitcoin or western union", "Fake documents, passports and driving licences, real quality, contact us on telegram", "{goods} cheap sale {goods} discount {goods} 2026 new arrivals",
    ),
    "psychic": (
        "Powerful spell caster brings back your ex lover in {few} hours{shout}", "Contact Dr {word} for love spells, money spells and lottery numbers, +{digits}", "Your free horoscope reveals a large sum of money coming, click to read{shout}", "I thank the great healer who cured me with herbs, write him at {word}{n}@gmail.com", "Join the brotherhood and become rich, famous and powerful, call +{digits}",
    ),
}
