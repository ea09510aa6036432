using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Fields;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Identity;
using Ting.Server.Tests.Features.Importing;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.Fields;

[Trait("req", "CRM-02")]
public sealed class FieldTests : FieldedDesk
{
    private static readonly string[] NoFields =
    [
        """{"kind":"text","names":{}}""",
        """{"kind":"number","names":{"en":"A"},"least":5,"most":4}""",
        """{"kind":"number","names":{"en":"A"},"least":0.00001}""",
        """{"kind":"choice","names":{"en":"A"},"options":[]}""",
        """{"kind":"choice","names":{"en":"A"},"options":[{"key":"a","name":{"en":"A"}},{"key":"a","name":{"en":"B"}}]}""",
        """{"kind":"choice","names":{"en":"A"},"options":[{"name":null}]}""",
        """{"kind":"choice","names":{"en":"A"},"options":[null]}""",
        """{"kind":"text","key":"No Key","names":{"en":"A"}}""",
        """{"kind":"text","names":null}""",
        """{"kind":99,"names":{"en":"A"}}""",
    ];

    [Fact]
    public async Task Programs_make_fields_and_write_into_them_by_key()
    {
        await HasShoeAsync();
        await HasPetsAsync();
        await HasFieldAsync("until", "date", "Contract until");
        await HasFieldAsync("vegan", "yesNo", "Vegan");
        var made = await Client.PostAsync("/api/v1/fields", new { kind = "link", names = new { en = "Home page" } });
        var person = await HasPersonAsync();

        await WriteAsync(person, JsonDocument.Parse("""{"shoe":41.5,"pets":["dog","cat"],"until":"2027-03-31","vegan":false,"home-page":"https://example.test/"}""").RootElement);
        Assert.Equal("home-page", made.Text("key"));
        Assert.Equal("""{"shoe":41.5,"pets":["cat","dog"],"until":"2027-03-31","vegan":false,"home-page":"https://example.test/"}""", await ValuesAsync(person));

        await WriteAsync(person, new { shoe = (int?)null, pets = new[] { "dog" } });
        Assert.Equal("""{"pets":["dog"],"until":"2027-03-31","vegan":false,"home-page":"https://example.test/"}""", await ValuesAsync(person));

        var log = (await Client.ReadAsync($"/api/v1/people/{person}/timeline")).Items().Where(line => line.Text("type") == "person.fields").ToList();
        Assert.Equal("""{"fields":["shoe","pets"]}""", log[0].GetProperty("data").GetRawText());
        Assert.Equal(2, log.Count);
    }

    [Theory]
    [InlineData("en", "This number is outside of what may stand here.", "This is not on the list.")]
    [InlineData("zh-Hans", "数字超出允许的范围。", "不在选项之中。")]
    [InlineData("ja", "入力できる範囲を外れています。", "選択肢にない値です。")]
    public async Task Every_wrong_value_is_named_and_nothing_is_changed(string language, string range, string option)
    {
        await HasShoeAsync();
        await HasPetsAsync();
        await HasFieldAsync("name", "text", "Nick name");
        var person = await HasPersonAsync();
        await WriteAsync(person, new { shoe = 41 });
        using var client = Server.Client(language);

        var refused = await client.SendAsync(HttpMethod.Patch, $"/api/v1/people/{person}/fields", new { values = new { shoe = 410, pets = new[] { "horse" }, name = "Lin" } }, HttpStatusCode.BadRequest);

        Assert.Equal("request.invalid", refused.Text("title"));
        Assert.Equal((range, option), (refused.GetProperty("errors").GetProperty("values.shoe")[0].GetString(), refused.GetProperty("errors").GetProperty("values.pets")[0].GetString()));
        Assert.False(refused.GetProperty("errors").TryGetProperty("values.name", out _));
        Assert.Equal("""{"shoe":41}""", await ValuesAsync(person));
        await WriteAsync(person, new { shoe = "41" }, HttpStatusCode.BadRequest); // what only looks like a number
        await WriteAsync(person, new { nothing = 1 }, HttpStatusCode.BadRequest);
        await WriteAsync(Guid.CreateVersion7(), new { shoe = 41 }, HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task What_is_no_field_is_refused()
    {
        foreach (var body in NoFields)
            await Client.PostAsync("/api/v1/fields", body, HttpStatusCode.BadRequest);
        Assert.Equal(0, (await Client.ReadAsync("/api/v1/fields")).GetProperty("fields").GetArrayLength());
    }

    [Fact, Trait("req", "TEAM-02")]
    public async Task Fields_change_under_the_eyes_of_administrators_only_and_keep_what_stands_in_them()
    {
        var shoe = await HasShoeAsync();
        var pets = await HasPetsAsync();
        var person = await HasPersonAsync();
        await WriteAsync(person, new { pets = new[] { "dog" } });

        // an option that is left out is retired: who has it keeps it, nobody else gets it
        var changed = await Client.SendAsync(HttpMethod.Put, $"/api/v1/fields/{pets}", new { kind = "text", key = "other", names = new { en = "Animals" }, options = new[] { new { key = "cat", name = new { en = "Cat" } } } }, HttpStatusCode.OK);
        Assert.Equal(("choices", "pets", "Animals"), (changed.Text("kind"), changed.Text("key"), changed.GetProperty("names").Text("en")));
        Assert.Equal(["cat", "dog"], changed.GetProperty("options").EnumerateArray().Select(it => it.Text("key")));
        await WriteAsync(person, new { pets = new[] { "dog", "cat" } });
        await WriteAsync(await HasPersonAsync("B"), new { pets = new[] { "dog" } }, HttpStatusCode.BadRequest);

        await Client.PostAsync($"/api/v1/fields/{pets}/move", new { up = true }, HttpStatusCode.OK);
        Assert.Equal(["pets", "shoe"], (await Client.ReadAsync("/api/v1/fields")).GetProperty("fields").EnumerateArray().Select(it => it.Text("key")));

        await Client.PostAsync($"/api/v1/fields/{pets}/archive", new { archived = true }, HttpStatusCode.OK);
        Assert.Equal("{}", await ValuesAsync(person));
        await WriteAsync(person, new { pets = new[] { "cat" } }, HttpStatusCode.BadRequest);
        Assert.Contains("dog", (await Client.ReadAsync($"/api/v1/people/{person}/export")).GetProperty("fields").GetRawText(), StringComparison.Ordinal);
        await Client.PostAsync($"/api/v1/fields/{pets}/archive", new { archived = false }, HttpStatusCode.OK);
        Assert.Equal("""{"pets":["cat","dog"]}""", await ValuesAsync(person));

        await Client.PostAsync("/api/v1/fields", new { key = "shoe", kind = "text", names = new { en = "A" } }, HttpStatusCode.Conflict);
        await Client.SendAsync(HttpMethod.Put, $"/api/v1/fields/{shoe}", new { names = new { en = "A" } }, HttpStatusCode.PreconditionFailed, ("If-Match", "\"99\""));
        await using (var db = Server.Database())
            Assert.Equal(["field.added", "field.changed", "field.archived", "field.restored"], await db.Events.Where(line => line.Stream == pets).OrderBy(line => line.Sequence).Select(line => line.Type).ToListAsync(Cancel));

        Server.Role = AgentRole.Representative;
        await Client.PostAsync("/api/v1/fields", new { kind = "text", names = new { en = "A" } }, HttpStatusCode.Forbidden);
        await Client.PostAsync($"/api/v1/fields/{pets}/archive", new { archived = true }, HttpStatusCode.Forbidden);
        await WriteAsync(person, new { shoe = 40 });
        Server.Role = AgentRole.Trainer;
        await WriteAsync(person, new { shoe = 41 }, HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task What_a_merge_took_over_goes_back_and_what_came_since_stays()
    {
        await HasShoeAsync();
        await HasPetsAsync();
        await HasFieldAsync("vegan", "yesNo", "Vegan");
        var (person, other) = (await HasPersonAsync("A"), await HasPersonAsync("B"));
        await WriteAsync(person, new { shoe = 41 });
        await WriteAsync(other, new { shoe = 38, pets = new[] { "cat", "dog" }, vegan = true });

        await Client.PostAsync($"/api/v1/people/{person}/merge", new { otherId = other }, HttpStatusCode.OK);
        Assert.Equal("""{"shoe":41,"pets":["cat","dog"],"vegan":true}""", await ValuesAsync(person));
        await WriteAsync(person, new { vegan = false });
        await Client.PostAsync($"/api/v1/people/{person}/unmerge", null, HttpStatusCode.OK);

        Assert.Equal("""{"shoe":41,"vegan":false}""", await ValuesAsync(person));
        Assert.Equal("""{"shoe":38,"pets":["cat","dog"],"vegan":true}""", await ValuesAsync(other));
    }

    [Fact, Trait("req", "CRM-11")]
    public async Task A_forgotten_persons_fields_are_empty()
    {
        await HasShoeAsync();
        await HasFieldAsync("nick", "text", "Nick name");
        var (person, other) = (await HasPersonAsync("A"), await HasPersonAsync("B"));
        await WriteAsync(other, new { shoe = 38, nick = "阿清" });
        await Client.PostAsync($"/api/v1/people/{person}/merge", new { otherId = other }, HttpStatusCode.OK);
        Assert.Contains("阿清", (await Client.ReadAsync($"/api/v1/people/{person}/export")).GetProperty("fields").GetRawText().Replace("\\u963F\\u6E05", "阿清", StringComparison.OrdinalIgnoreCase), StringComparison.Ordinal);

        await Client.PostAsync($"/api/v1/people/{person}/erase", null, HttpStatusCode.NoContent);

        await using var db = Server.Database();
        Assert.Empty(await db.FieldValues.ToListAsync(Cancel));
    }

    [Theory]
    [InlineData("en")]
    [InlineData("ja")]
    public async Task Files_carry_fields_in_and_out_and_say_which_cell_is_wrong(string language)
    {
        await HasShoeAsync();
        await HasPetsAsync();
        await HasFieldAsync("until", "date", "Contract until");
        await HasFieldAsync("vegan", "yesNo", "Vegan");
        await HasFieldAsync("note", "longText", "House");
        using var client = Server.Client(language);

        var taken = await Server.ImportAsync(client, "email,中Shoe size,日Pets,Contract until,Vegan,House\na@example.test,41 EU,犬; Cat,2027年3月31日,はい,\"a\nb\"\nb@example.test,410,,,,\nc@example.test,,horse,,maybe,\n");

        Assert.Equal([1, 0, 0, 2, 0], taken.Counts());
        var remarks = await client.RemarksAsync(taken);
        Assert.Contains(language is "en" ? "“Shoe size”: This number is outside of what may stand here. (410)" : "「日Shoe size」：入力できる範囲を外れています。（410）", remarks, StringComparison.Ordinal);
        Assert.Contains(language is "en" ? "“Pets”: This is not on the list. (horse)" : "「日Pets」：選択肢にない値です。（horse）", remarks, StringComparison.Ordinal);
        await using var db = Server.Database();
        var person = await db.FieldValues.Select(it => it.PersonId).FirstAsync(Cancel);
        Assert.Equal("""{"shoe":41,"pets":["cat","dog"],"until":"2027-03-31","vegan":true,"note":"a\nb"}""", await ValuesAsync(person));

        // what is known stays, unless the file is to replace it
        var kept = await Server.ImportAsync(client, "email,Shoe size\na@example.test,42\n");
        Assert.Equal([0, 0, 1, 0, 1], kept.Counts());
        var replaced = await Server.ImportAsync(client, "email,Shoe size\na@example.test,42\n", replaces: true);
        Assert.Equal([0, 1, 0, 0, 1], replaced.Counts());

        var again = await Server.ImportAsync(client, System.Text.Encoding.UTF8.GetString(await client.GetByteArrayAsync("/api/v1/exports/people", Cancel)));
        Assert.Equal([0, 0, 1, 0, 0], again.Counts());
        Assert.Equal("""{"shoe":42,"pets":["cat","dog"],"until":"2027-03-31","vegan":true,"note":"a\nb"}""", await ValuesAsync(person));
    }
}
