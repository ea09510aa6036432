using System.Text;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.People;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.Importing;

/// <summary>What one workspace exports, another one takes in as it was; and taken in where it came from it changes nothing.</summary>
public sealed class RoundTripTests : DeskTest
{
    private static readonly string[] Names = ["林婉清", "佐藤 美咲", "Ada \"Countess\" Lovelace", "=SUM(A1)", "'t Hooft", "+1", "@home", "-", "Zoë; Ann, and Co", "李, 四", "ｻﾄｳ", "😀 笑", "  spaced"];

    [Theory]
    [InlineData("en", 1)]
    [InlineData("ja", 2)]
    [InlineData("zh-Hans", 3)]
    public async Task An_export_is_taken_in_as_it_was(string language, int seed)
    {
        var chance = new Random(seed);
        await using (var db = Server.Database())
        {
            for (var number = 0; number < 150; number++)
                AddSomebody(db, chance, number);
            await db.SaveChangesAsync(Cancel);
        }

        using var client = Server.Client(language);
        var export = await client.GetByteArrayAsync("/api/v1/exports/people", Cancel);
        using var elsewhere = new TestServer();
        await elsewhere.HasDeskAsync(Cancel);
        using var other = elsewhere.Client("ja");
        var taken = await elsewhere.ImportAsync(other, Encoding.UTF8.GetString(export));
        var again = await Server.ImportAsync(client, Encoding.UTF8.GetString(export));

        Assert.Equal([150, 0, 0, 0, 0], taken.Counts());
        Assert.Equal([0, 0, 150, 0, 0], again.Counts());
        Assert.Equal(await PeopleOfAsync(Server), await PeopleOfAsync(elsewhere));
        Assert.NotEmpty((await PeopleOfAsync(Server))[0]);
    }

    private void AddSomebody(Ting.Server.Platform.Data.AppDb db, Random chance, int number)
    {
        var now = Server.Clock.GetUtcNow();
        var person = new Person(chance.Next(10) == 0 ? "" : $"{Names[chance.Next(Names.Length)]}{(chance.Next(2) == 0 ? "" : number)}", new[] { "zh-Hans", "ja", "en", null }[chance.Next(4)], now);
        person.Describe(null, new[] { null, "南溪, 设计", "=Evil Corp", "株式会社\"みなと\"" }[chance.Next(4)], new[] { null, "diamond", "gold", "silver" }[chance.Next(4)], now);
        person.Add("email", $"p{number}@example.test", verified: true, now);
        if (chance.Next(3) == 0)
            person.Add("email", $"second{number}@example.test", verified: false, now);
        if (chance.Next(2) == 0)
            person.Add("phone", $"+81700000{1000 + number}", verified: false, now);
        if (chance.Next(3) == 0)
            person.Add("wechat", $"=wx-{number}", verified: false, now);
        if (chance.Next(5) == 0)
            person.UseAccessLane(true, now);
        db.People.Add(person);
        db.Append(person.Log("person.added", "system", "{}", now));
        for (var fact = chance.Next(3); fact > 0; fact--)
        {
            var known = new Fact(person.Id, new[] { "allergy", "colour.like", "occupation", "other" }[chance.Next(4)], $"{Names[chance.Next(Names.Length - 5)].Replace(";", "", StringComparison.Ordinal)}{fact}", FactSource.Ear, null, null, 1, FactStatus.Proposed, now);
            known.Accept(null);
            db.Facts.Add(known);
        }

        if (chance.Next(3) == 0)
            db.ImportantDates.Add(new ImportantDate(person.Id, "birthday", "", chance.Next(2) == 0 ? null : 1950 + chance.Next(50), 2, 1 + chance.Next(28), now));
    }

    private static async Task<IReadOnlyList<string>> PeopleOfAsync(TestServer server)
    {
        await using var db = server.Database();
        var facts = (await db.Facts.ToListAsync(Cancel)).ToLookup(it => it.PersonId);
        var dates = (await db.ImportantDates.ToListAsync(Cancel)).ToLookup(it => it.PersonId);
        return
        [
            .. (await db.People.Include(it => it.Identities).ToListAsync(Cancel)).Select(it => string.Join('|',
            [
                it.Name, it.Language, it.Company, it.Tier, it.AccessLane.ToString(), .. it.Identities.Select(identity => $"{identity.Kind}:{identity.Value}").Order(StringComparer.Ordinal),
                .. facts[it.Id].Select(fact => $"{fact.Attribute}={fact.Value} {fact.Status}").Order(StringComparer.Ordinal), .. dates[it.Id].Select(day => $"{day.Year}-{day.Month}-{day.Day}"),
            ])).Order(StringComparer.Ordinal),
        ];
    }
}
