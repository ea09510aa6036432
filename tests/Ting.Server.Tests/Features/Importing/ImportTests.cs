using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Ting.Server.Features.Importing;
using Ting.Server.Features.Organisations;
using Ting.Server.Features.People;
using Ting.Server.Platform.Identity;
using Ting.Server.Platform.Live;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.Importing;

public sealed class ImportTests : DeskTest
{
    private const string File = """
        姓名,邮箱,电话,等级,公司,生日,过敏
        林婉清,lin@example.test,+86 100 0000 1000,金卡,"南溪设计, 上海",1990-04-01,花生; 芒果
        陈立,chen@example.test,,,,,
        没有邮箱,,,,,,
        坏邮箱,not-an-address,,,,,
        """;

    [Fact]
    [Trait("req", "CRM-05")]
    public async Task A_file_is_checked_and_then_taken_in()
    {
        var id = (await Client.UploadAsync(File)).Text("id");
        await Client.PostAsync($"/api/v1/imports/{id}/check", null, HttpStatusCode.OK);
        await Server.RunJobsAsync(Cancel);
        var check = await Client.ReadAsync($"/api/v1/imports/{id}");
        await using var db = Server.Database();
        Assert.Equal("checked", check.Text("state"));
        Assert.Equal([2, 0, 0, 2, 0], check.Counts());
        Assert.False(await db.People.AnyAsync(Cancel));

        await Client.PostAsync($"/api/v1/imports/{id}/run", null, HttpStatusCode.OK);
        await Server.RunJobsAsync(Cancel);

        var done = await Client.ReadAsync($"/api/v1/imports/{id}");
        Assert.Equal("done", done.Text("state"));
        Assert.Equal([2, 0, 0, 2, 0], done.Counts());
        var lin = (await Client.ReadAsync($"/api/v1/people?query={Uri.EscapeDataString("南溪设计")}")).Items().Single();
        Assert.Equal(("林婉清", "gold", "南溪设计, 上海"), (lin.Text("name"), lin.Text("tier"), lin.Text("company")));
        var facts = (await Client.ReadAsync($"/api/v1/people/{lin.Text("id")}/facts")).Items();
        Assert.Equal(["芒果", "花生"], facts.Select(fact => fact.Text("value")).Order(StringComparer.Ordinal)); // noted in the same moment
        Assert.Equal(1990, (await Client.ReadAsync($"/api/v1/people/{lin.Text("id")}/dates")).Items().Single().GetProperty("year").GetInt32());
    }

    [Theory]
    [InlineData("en", "“not-an-address” is no e-mail address.")]
    [InlineData("ja", "「not-an-address」はメールアドレスではありません。")]
    [InlineData("zh-Hans", "“not-an-address”不是邮箱地址。")]
    public async Task Rows_that_were_left_out_say_why_in_the_readers_language(string language, string reason)
    {
        var import = await Server.ImportAsync(Client, File);
        using var client = Server.Client(language);

        var lines = (await client.RemarksAsync(import)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(3, lines.Length);
        Assert.StartsWith("坏邮箱,not-an-address,", lines[2], StringComparison.Ordinal);
        Assert.Contains(reason, lines[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_file_taken_in_twice_changes_nothing()
    {
        await Server.ImportAsync(Client, File);

        var again = await Server.ImportAsync(Client, File);

        Assert.Equal([0, 0, 2, 2, 0], again.Counts());
        await using var db = Server.Database();
        Assert.Equal(2, await db.People.CountAsync(Cancel));
        Assert.Equal(2, await db.Facts.CountAsync(Cancel));
    }

    [Fact]
    public async Task What_colleagues_know_stays_and_the_row_says_so()
    {
        await Server.ImportAsync(Client, "name,email,tier\nAda Lovelace,ada@example.test,gold\n");

        var import = await Server.ImportAsync(Client, "name,email,tier,phone\nA. L.,ada@example.test,silver,+44 7700 900001\n");

        Assert.Equal([0, 1, 0, 0, 1], import.Counts());
        var ada = (await Client.ReadAsync("/api/v1/people?query=ada")).Items().Single();
        Assert.Equal(("Ada Lovelace", "gold", 2), (ada.Text("name"), ada.Text("tier"), ada.GetProperty("identities").GetArrayLength()));
        Assert.Contains("Name is known as “Ada Lovelace” and stays. Tier is known as “gold” and stays.", await Client.RemarksAsync(import), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_asks_for_it_replaces_and_the_row_says_what_was_there()
    {
        await Server.ImportAsync(Client, "name,email,tier\nAda Lovelace,ada@example.test,gold\n");

        var import = await Server.ImportAsync(Client, "name,email,tier\nAda King,ada@example.test,gold\n", replaces: true);

        Assert.Equal([0, 1, 0, 0, 1], import.Counts());
        Assert.Equal("Ada King", (await Client.ReadAsync("/api/v1/people?query=king")).Items().Single().Text("name"));
        Assert.Contains("Name was “Ada Lovelace”.", await Client.RemarksAsync(import), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_fact_of_the_same_kind_waits_for_a_decision()
    {
        await Server.ImportAsync(Client, "email,occupation\nada@example.test,Mathematician\n");

        Server.Clock.Advance(TimeSpan.FromSeconds(1));
        await Server.ImportAsync(Client, "email,occupation\nada@example.test,Countess\n");

        await using var db = Server.Database();
        var facts = await db.Facts.OrderBy(fact => fact.Id).ToListAsync(Cancel);
        Assert.Equal([("Mathematician", FactStatus.Accepted), ("Countess", FactStatus.Proposed)], facts.Select(fact => (fact.Value, fact.Status)));
    }

    [Fact]
    [Trait("req", "CRM-05")]
    public async Task Rows_read_while_others_are_saved_know_of_what_those_do()
    {
        await Server.ImportAsync(Client, "姓名,邮箱,电话\n林婉清,lin@example.test,+86 100 0000 1000\n");
        var others = string.Concat(Enumerable.Range(0, 2500).Select(number => $"客{number},{number}@example.test,,同一家\n"));

        var import = await Server.ImportAsync(Client, $"姓名,邮箱,电话,公司\n,lin@example.test,,南溪设计\n{others},,+86 100 0000 1000,北山设计\n");

        Assert.Equal([2500, 1, 1, 0, 1], import.Counts());
        await using var db = Server.Database();
        Assert.Equal("南溪设计", (await db.People.SingleAsync(it => it.Name == "林婉清", Cancel)).Company);
        var organisation = await db.Organisations.SingleAsync(it => it.Name == "同一家", Cancel);
        Assert.Equal(2500, await db.Memberships.CountAsync(it => it.OrganisationId == organisation.Id, Cancel));
    }

    [Fact]
    public async Task A_row_about_two_people_is_left_out()
    {
        await Server.ImportAsync(Client, "email,phone\na@example.test,\n,+44 7700 900002\n");

        var import = await Server.ImportAsync(Client, "email,phone\na@example.test,+44 7700 900002\n");

        Assert.Equal([0, 0, 0, 1, 0], import.Counts());
        Assert.Contains("two different people", await Client.RemarksAsync(import), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_import_that_was_broken_off_goes_on_behind_the_last_saved_row()
    {
        const int rows = 12_000;
        var csv = new StringBuilder("name,email\n");
        for (var row = 0; row < rows; row++)
            csv.Append(System.Globalization.CultureInfo.InvariantCulture, $"Person {row},person{row}@example.test\n");
        var id = Guid.Parse((await Client.UploadAsync(csv.ToString())).Text("id")!);
        await Client.PostAsync($"/api/v1/imports/{id}/run", null, HttpStatusCode.OK);

        using var power = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var notices = Server.Services.GetRequiredService<LiveFeed>().ListenAsync([RunImport.Topic(id)], Cancel).GetAsyncEnumerator(Cancel);
        var failure = Task.Run(async () =>
        {
            await notices.MoveNextAsync();
            await power.CancelAsync();
        }, Cancel);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Server.RunJobsAsync(power.Token));
        await failure;
        await using var db = Server.Database();
        var place = (await db.PeopleImports.AsNoTracking().SingleAsync(Cancel)).Place;
        Assert.InRange(place, 1000, rows - 1000);
        Assert.Equal(place, await db.People.CountAsync(Cancel));

        Server.Clock.Advance(TimeSpan.FromMinutes(6)); // until the broken job's time is over
        await Server.RunJobsAsync(Cancel);

        var done = await Client.ReadAsync($"/api/v1/imports/{id}");
        Assert.Equal([rows, 0, 0, 0, 0], done.Counts());
        Assert.Equal(rows, await db.People.CountAsync(Cancel));
    }

    [Fact]
    public async Task Files_in_national_encodings_are_read()
    {
        var japanese = await Client.UploadAsync(FileEncoding.Of(FileEncoding.ShiftJis).GetBytes("氏名,メールアドレス\n佐藤 美咲,sato@example.test\n"));
        Assert.Equal("shift_jis", japanese.Text("encoding"));
        Assert.Equal(["name", "email"], japanese.GetProperty("columns").EnumerateArray().Select(it => it.GetString()));

        var changed = await Client.SendAsync(HttpMethod.Patch, $"/api/v1/imports/{japanese.Text("id")}", new { encoding = "gb18030" }, HttpStatusCode.OK);
        Assert.NotEqual("name", changed.GetProperty("columns")[0].GetString()); // 氏名 is not there any more
    }

    [Fact]
    public async Task Semicolons_and_marks_at_the_beginning_are_understood()
    {
        var import = await Server.ImportAsync(Client, "\uFEFFname;email\n\"Love; lace, \"\"Ada\"\"\";ada@example.test\n");

        Assert.Equal([1, 0, 0, 0, 0], import.Counts());
        Assert.Equal("Love; lace, \"Ada\"", (await Client.ReadAsync("/api/v1/people?query=ada")).Items().Single().Text("name"));
    }

    [Theory]
    [InlineData("", "import.no_rows")]
    [InlineData("name,email\n", "import.no_rows")]
    public async Task A_file_without_rows_is_refused(string csv, string code) =>
        Assert.Equal(code, (await Client.UploadAsync(csv, HttpStatusCode.BadRequest)).Text("title"));

    [Fact]
    public async Task Columns_are_checked()
    {
        var id = (await Client.UploadAsync("name,town\nAda,London\n")).Text("id");

        Assert.Equal("import.no_identity", (await Client.PostAsync($"/api/v1/imports/{id}/check", null, HttpStatusCode.BadRequest)).Text("title"));
        foreach (var (columns, code) in new[] { (new[] { "name" }, "import.mapping"), (["name", "nonsense"], "import.mapping"), (["name", "name"], "import.column_twice") })
            Assert.Equal(code, (await Client.SendAsync(HttpMethod.Patch, $"/api/v1/imports/{id}", new { columns }, HttpStatusCode.BadRequest)).Text("title"));
        Assert.Equal("form.choice", (await Client.SendAsync(HttpMethod.Patch, $"/api/v1/imports/{id}", new { encoding = "ebcdic" }, HttpStatusCode.BadRequest)).Text("title"));
    }

    [Fact]
    public async Task A_quote_that_is_never_closed_does_not_fill_the_memory()
    {
        var csv = "name,email\n\"" + string.Concat(Enumerable.Repeat("Ada,ada@example.test\n", 40_000));

        Assert.Equal("import.unreadable", (await Client.UploadAsync(csv, HttpStatusCode.BadRequest)).Text("title"));
    }

    [Fact]
    public async Task After_a_month_the_file_and_its_remarks_are_gone()
    {
        var import = await Server.ImportAsync(Client, File);

        Server.Clock.Advance(ForgetImport.After + TimeSpan.FromMinutes(1));
        await Server.RunJobsAsync(Cancel);

        await Client.SendAsync(HttpMethod.Get, $"/api/v1/imports/{import.Text("id")}", null, HttpStatusCode.NotFound);
        await using var db = Server.Database();
        Assert.False(await db.ImportRemarks.AnyAsync(Cancel));
        Assert.Equal(2, await db.People.CountAsync(Cancel));
        Assert.DoesNotContain(Directory.EnumerateFiles(Path.Combine(Server.DataFolder, "files"), "*", SearchOption.AllDirectories), _ => true);
    }

    [Fact]
    public async Task Who_answers_customers_may_not_import_or_export()
    {
        Server.Role = AgentRole.Representative;

        await Client.UploadAsync(File, HttpStatusCode.Forbidden);
        await Client.SendAsync(HttpMethod.Get, "/api/v1/imports", null, HttpStatusCode.Forbidden);
        await Client.SendAsync(HttpMethod.Get, "/api/v1/exports/people", null, HttpStatusCode.Forbidden);
    }
}
