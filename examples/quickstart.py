"""Read one article and look at what was found: python examples/quickstart.py [FILE]."""

from __future__ import annotations

import sys
from pathlib import Path

import khkt_nlp

ARTICLE = Path(__file__).parent / "articles" / "son-la-hoi-thao-2023.txt"


def main(path: Path) -> None:
    record = khkt_nlp.analyze_file(path)
    print(f"{record.title} ({record.published})")

    print("\nMeetings")
    for event in record.events:
        print(f"  {event.kind} {event.date}: {event.name}; {', '.join(event.organizers)}")

    print("\nPolicy documents")
    for policy in record.policies:
        print(f"  {policy.type} {policy.symbol or policy.number or policy.name}: {policy.status}")

    print("\nProvinces")
    for province in record.provinces:
        print(f"  {province.id}: {len(province.mentions)}")

    print("\nRecommendations")
    for advice in record.recommendations:
        print(f"  [{', '.join(advice.labels)}] {advice.text}")


if __name__ == "__main__":
    try:
        main(Path(sys.argv[1]) if len(sys.argv) > 1 else ARTICLE)
    except khkt_nlp.KhktError as error:
        sys.exit(str(error))
