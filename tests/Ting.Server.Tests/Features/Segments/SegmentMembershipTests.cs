using Microsoft.EntityFrameworkCore;
using Ting.Measurement;
using Ting.Server.Features.Automation.Rules;
using Ting.Server.Features.Conversations;
using Ting.Server.Features.Fields;
using Ting.Server.Features.Inboxes;
using Ting.Server.Features.People;
using Ting.Server.Features.Segments;
using Ting.Server.Features.Surveys;
using Ting.Server.Features.Surveys.Questionnaires;
using Ting.Server.Features.Value;
using Ting.Server.Platform.Data;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.Segments;

/// <summary>What a database says of who belongs is what the plain judgement of each person says, for random people and random conditions.</summary>
[Trait("req", "CRM-06"), Trait("req", "PERS-01")]
public sealed class SegmentMembershipTests : DeskTest
{
    private const int People = 90;
    private const int Rounds = 400;

    private static readonly string[] Attributes = ["colour.like", "allergy", "family"];
    private static readonly string[] Words = ["purple", "Purple", "紫色", "紫", "nuts", "Nuts and milk", "PURPLE", "", "100%", "a_b", "'"];

    private readonly Random _chance = new(20_261_122);
    private readonly Dictionary<Guid, PersonPicture> _truth = [];
    private readonly List<Label> _labels = [];
    private readonly List<CustomField> _fields = [];

    [Fact]
    public async Task A_database_and_a_plain_judgement_name_the_same_people()
    {
        var now = await PopulateAsync();
        await using var db = Server.Database();
        var query = new SegmentQuery(db, now);
        var world = new SegmentWorld([.. _labels.Select(it => new RuleWorld.Named(it.Id, it.Name))], await FieldBook.ReadAsync(db, Cancel));
        var (some, none) = (0, 0);
        for (var round = 0; round < Rounds; round++)
        {
            var match = (RuleMatch)_chance.Next(2);
            SegmentCondition[] conditions = [.. Enumerable.Range(0, 1 + _chance.Next(3)).Select(_ => Condition(world))];
            Assert.Null(SegmentChecks.Of(match, conditions, world));

            var expected = _truth.Where(it => SegmentJudge.Holds(match, conditions, it.Value)).Select(it => it.Key).Order().ToList();
            var said = await query.Among(query.Everybody, match, conditions).Select(it => it.Id).ToListAsync(Cancel);

            Assert.True(expected.SequenceEqual(said.Order()), $"round {round}: {match} {RuleJson.Write(conditions)}: {expected.Count} judged, {said.Count} found");
            _ = expected.Count is 0 or People ? none++ : some++;
        }

        Assert.True(some > Rounds / 2, $"{some} of {Rounds} told people apart"); // or the test would show little

        // and what is read of one person beside a conversation is what is true of them
        var book = new SegmentBook([.. Enumerable.Range(0, 40).Select(_ => new SegmentEntry(Guid.CreateVersion7(), "", "", null, RuleMatch.All, [Condition(world)]))]);
        foreach (var (id, truth) in _truth.Take(30))
        {
            var read = await ReadPicture.OfAsync(db, book, id, now, Cancel);
            Assert.All(book.All, segment => Assert.Equal(SegmentJudge.Holds(segment, truth), SegmentJudge.Holds(segment, read!)));
        }
    }

    /// <summary>Or a page would cost more with every person there is. A field's values once led through everybody who has such a value.</summary>
    [Fact]
    public async Task Looking_at_one_more_person_reads_their_own_rows_only()
    {
        if (TestDatabase.IsPostgres)
            return; // its plans follow its statistics

        var now = await PopulateAsync();
        await using var db = Server.Database();
        var query = new SegmentQuery(db, now);
        var world = new SegmentWorld([.. _labels.Select(it => new RuleWorld.Named(it.Id, it.Name))], await FieldBook.ReadAsync(db, Cancel));
        for (var round = 0; round < 150; round++)
        {
            var condition = Condition(world);
            var plan = QueryPlan.Of(db, query.Among(query.Everybody, RuleMatch.All, [condition]));
            Assert.All(
                plan.Where(step => step.StartsWith("SEARCH ", StringComparison.Ordinal)),
                step => Assert.True(step.Contains("PersonId=?", StringComparison.Ordinal) || step.Contains("ConversationId=?", StringComparison.Ordinal) || step.Contains("(Id=?", StringComparison.Ordinal), $"{RuleJson.Write(condition)}: {step}"));
        }

        // the check can fail
        Assert.Contains(QueryPlan.Of(db, db.Conversations.Where(it => it.Status == ConversationStatus.Open)), step => step.StartsWith("SEARCH ", StringComparison.Ordinal) && !step.Contains("PersonId=?", StringComparison.Ordinal));
    }

    private async Task<DateTimeOffset> PopulateAsync()
    {
        var now = Server.Clock.GetUtcNow();
        await using var db = Server.Database();
        var inbox = await db.Inboxes.FirstAsync(Cancel);
        _labels.AddRange([new("A", null, now), new("B", null, now)]);
        db.AddRange(_labels);
        FieldOption[] options = [new("x", new("甲", "甲", "X")), new("y", new("乙", "乙", "Y")), new("z", new("丙", "丙", "Z"))];
        foreach (var (kind, place) in Enum.GetValues<FieldKind>().Select((kind, place) => (kind, place)))
        {
            var field = new CustomField($"f{place}", kind, place, now);
            field.Describe(new("域", "域", $"F{place}"), Wording.None, required: false);
            field.Offer(options);
            _fields.Add(field);
        }

        db.AddRange(_fields);
        for (var number = 0; number < People; number++)
            AddSomebody(db, inbox, now);
        AddNobody(db, now);
        await db.SaveChangesAsync(Cancel);
        return now;
    }

    // Neither forgotten people nor records that became part of another belong to anything.
    private static void AddNobody(AppDb db, DateTimeOffset now)
    {
        var (forgotten, merged) = (new Person("F", "ja", now), new Person("M", "ja", now));
        forgotten.Erase(now);
        merged.Becomes(Guid.CreateVersion7(), now);
        db.People.AddRange(forgotten, merged);
    }

    private void AddSomebody(AppDb db, Inbox inbox, DateTimeOffset now)
    {
        var since = Before(now);
        var person = new Person("P", Pick<string?>("zh-Hans", "ja", "en", null), since);
        person.Describe(null, null, Pick<string?>("diamond", "gold", null), since);
        person.UseAccessLane(_chance.Next(3) == 0, since);
        db.People.Add(person);
        var picture = new PersonPicture { At = now, Tier = person.Tier, Language = person.Language, AccessLane = person.AccessLane, FirstSeen = since };
        picture = Speak(db, inbox, person, picture, now);
        picture = Buy(db, person, picture, now);
        picture = picture with { Facts = Know(db, person, now), Fields = Fill(db, person, now) };
        _truth[person.Id] = picture;
    }

    private PersonPicture Speak(AppDb db, Inbox inbox, Person person, PersonPicture picture, DateTimeOffset now)
    {
        var labels = new HashSet<Guid>();
        (DateTimeOffset At, int Score)? last = null;
        for (var number = _chance.Next(4); number > 0; number--)
        {
            var at = Before(now);
            var conversation = new Conversation(inbox.Id, person.Id, null, "zh-Hans", "customer", at);
            if (_chance.Next(2) == 0)
                conversation.Resolve("system", at);
            db.AddNumbered(conversation);
            picture = picture with { LastContact = picture.LastContact > at ? picture.LastContact : at, Open = picture.Open + (conversation.Status is ConversationStatus.Open ? 1 : 0) };
            if (_chance.Next(3) == 0 && _labels[_chance.Next(2)] is var label)
            {
                db.Add(new ConversationLabel(label.Id, conversation.Id));
                labels.Add(label.Id);
            }

            if (_chance.Next(2) == 0)
                continue;
            var rating = new SatisfactionRating(conversation.Id, 3, at);
            if (_chance.Next(3) > 0 && 1 + _chance.Next(5) is var score)
            {
                var answered = at.AddMicroseconds(_chance.Next(1, 10_000_000)); // never two at once
                rating.Answer(score, "", null, answered);
                last = last is { } before && before.At > answered ? last : (answered, score);
            }

            db.Add(rating);
        }

        return picture with { Labels = labels, LastScore = last?.Score };
    }

    private PersonPicture Buy(AppDb db, Person person, PersonPicture picture, DateTimeOffset now)
    {
        for (var number = _chance.Next(4); number > 0; number--)
        {
            var (at, amount) = (Before(now), _chance.Next(4) == 0 ? -500 : 1000L);
            var order = new Order(person.Id, Guid.CreateVersion7().ToString(), at);
            order.Record(person.Id, amount, "CNY", at, [], at);
            db.Orders.Add(order);
            if (amount > 0)
                picture = picture with { Orders = picture.Orders + 1, LastOrder = picture.LastOrder > at ? picture.LastOrder : at };
        }

        if (_chance.Next(3) == 0)
            return picture;

        var value = new CustomerValue(person.Id) { Revenue = _chance.Next(-2, 5) * 100, Segment = Pick(Enum.GetValues<RfmSegment>()), Alive = Pick<double?>(null, 0.1, 0.35, 0.5, 0.77, 1), FirstAt = now, LastAt = now };
        db.CustomerValues.Add(value);
        return picture with { Revenue = value.Revenue, Rfm = value.Segment, Alive = value.Alive };
    }

    private List<(string Attribute, string Value)> Know(AppDb db, Person person, DateTimeOffset now)
    {
        var known = new List<(string, string)>();
        for (var number = _chance.Next(4); number > 0; number--)
        {
            var fact = new Fact(person.Id, Pick(Attributes), Pick(Words) + Pick("", " things", "石"), FactSource.Ear, null, null, 1, Pick(FactStatus.Accepted, FactStatus.Accepted, FactStatus.Proposed, FactStatus.Declined), now);
            db.Facts.Add(fact);
            if (fact.Status is FactStatus.Accepted)
                known.Add((fact.Attribute, fact.Value));
        }

        return known;
    }

    private ILookup<Guid, FieldContent> Fill(AppDb db, Person person, DateTimeOffset now)
    {
        var filled = new List<(Guid Field, FieldContent Content)>();
        foreach (var field in _fields.Where(_ => _chance.Next(2) == 0))
        {
            FieldContent[] contents = field.Kind switch
            {
                FieldKind.Number => [FieldContent.OfNumber(_chance.Next(-3, 4) * FieldReading.Parts / 2)],
                FieldKind.Date => [FieldContent.OfNumber(DateOnly.FromDateTime(now.UtcDateTime).AddDays(_chance.Next(-5, 6)).DayNumber)],
                FieldKind.YesNo => [FieldContent.OfNumber(_chance.Next(2))],
                FieldKind.Choice => [OfOption(Pick("x", "y", "z"))],
                FieldKind.Choices => [.. ((string[])["x", "y", "z"]).Where(_ => _chance.Next(2) == 0).Select(OfOption)],
                _ => [FieldContent.OfText(Pick("Purple", "purple", "ＰＵＲＰＬＥ", "紫色", "yes", "a_b"))],
            };
            foreach (var (content, place) in contents.Select((content, place) => (content, place)))
            {
                db.FieldValues.Add(new FieldValue(person.Id, field.Id, place, content));
                filled.Add((field.Id, content));
            }
        }

        return filled.ToLookup(it => it.Field, it => it.Content);

        static FieldContent OfOption(string key) => new(key, key, null);
    }

    private SegmentCondition Condition(SegmentWorld world)
    {
        var field = Pick(Enum.GetValues<SegmentField>());
        var key = field switch { SegmentField.Fact => Pick(Attributes), SegmentField.Own => Pick(_fields.ToArray()).Id.ToString(), _ => null };
        var condition = new SegmentCondition(field, SegmentOperator.Is, [], key);
        var own = world.OwnOf(condition);
        condition = condition with { Operator = Pick([.. SegmentValues.OperatorsOf(field, own)]) };
        return condition with
        {
            Values = SegmentValues.ShapeOf(field, condition.Operator, own) switch
            {
                SegmentShape.Nothing => [],
                SegmentShape.Days => [Pick("0", "1", "7", "30", "100")],
                SegmentShape.Number when field is SegmentField.Own => [Pick("-1", "0", "0.5", "1.5")],
                SegmentShape.Number when field is SegmentField.ChurnRisk => [Pick("0", "23", "50", "65", "90", "100")],
                SegmentShape.Number => [Pick("0", "1", "2", "3", "5")],
                SegmentShape.Day => [Pick("today", "today+2", "today-3", "2026-11-22")],
                SegmentShape.Words => [.. ((string[])[Pick("purple", "紫", "a_b", "100%", "'"), Pick("nuts", "PURPLE", "%", "_")]).Take(1 + _chance.Next(2))],
                _ => [.. SegmentValues.Of(field, world, own).Where(_ => _chance.Next(2) == 0).DefaultIfEmpty(SegmentValues.Of(field, world, own)[0])],
            },
        };
    }

    // Moments on the very edge of a condition are as likely as any.
    private DateTimeOffset Before(DateTimeOffset now) => Pick(now, now.AddDays(-1), now.AddDays(-7), now.AddDays(-30), now.AddDays(-30).AddMicroseconds(1), now.AddDays(-30).AddMicroseconds(-1), now.AddMinutes(-_chance.Next(200_000)));

    private T Pick<T>(params T[] of) => of[_chance.Next(of.Length)];
}
