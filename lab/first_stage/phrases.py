# In: patterns with names in braces and lists for the names. Out: sentences, the same ones in every run. Knows no labels.
import random
import re


def expand(patterns, lists, count, seed):
    """Up to `count` different sentences, patterns taken in turn."""
    source = random.Random(seed)
    found = {}
    for attempt in range(count * 4):
        sentence = patterns[attempt % len(patterns)]
        while "{" in sentence:
            sentence = re.sub(r"\{(\w+)\}", lambda name: source.choice(lists[name[1]]), sentence, count=1)
        if source.random() < 0.5:
            sentence = sentence.lower() if source.random() < 0.5 else sentence[0].upper() + sentence[1:]
        found[sentence.strip()] = None
        if len(found) >= count:
            break
    return list(found)


ASKING = (
    "how do i", "how can i", "how to", "tell me how to", "explain how to", "what is the best way to", "what's the easiest way to",
    "give me step by step instructions to", "write a guide on how to", "teach me to", "i want to", "i need to", "help me", "help me to",
    "show me how to", "can you tell me how to", "describe in detail how to", "give me a detailed plan to", "list ways to",
    "i'm going to", "please explain how i can", "could you help me", "what would i need to", "how would someone",
    "write a tutorial that shows how to", "outline a plan to", "provide detailed steps to", "is there a way to", "what are some ways to",
)
