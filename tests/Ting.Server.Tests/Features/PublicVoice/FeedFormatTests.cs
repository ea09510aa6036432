using System.Text;
using Ting.Server.Features.PublicVoice;
using Ting.Server.Features.PublicVoice.Feeds;

namespace Ting.Server.Tests.Features.PublicVoice;

[Trait("req", "OMNI-09")]
public sealed class FeedFormatTests
{
    private static readonly DateTimeOffset Now = new(2026, 4, 1, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Rss_is_read_with_its_markup_taken_off()
    {
        var posts = Read("""
            <?xml version="1.0" encoding="utf-8"?>
            <rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>评论</title><language>zh-CN</language>
            <item><guid isPermaLink="false">a-1</guid><title>发货慢</title><link>https://example.com/1</link><dc:creator>晒太阳</dc:creator><pubDate>Tue, 31 Mar 2026 18:30:00 JST</pubDate>
              <description>short</description><content:encoded><![CDATA[<p>等了<b>三周</b>&nbsp;&amp; 没人理</p><script>alert(1)</script><p>失望</p>]]></content:encoded></item>
            <item><link>javascript:alert(1)</link><description>&lt;img src=x onerror=alert(1)&gt;还行</description></item>
            <item><title> </title></item>
            </channel></rss>
            """)!;

        Assert.Equal(2, posts.Count);
        Assert.Equal(("a-1", "晒太阳", "https://example.com/1", "zh", new DateTimeOffset(2026, 3, 31, 9, 30, 0, TimeSpan.Zero)), (posts[0].ExternalId, posts[0].Author, posts[0].Link, posts[0].Language, posts[0].At));
        Assert.Equal("发货慢\n等了三周 & 没人理\n失望", posts[0].Text);
        Assert.Equal(("还行", (string?)null, Now), (posts[1].Text, posts[1].Link, posts[1].At));
    }

    [Fact]
    public void Atom_is_read_with_the_kinds_of_its_texts()
    {
        var posts = Read("""
            <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="ja"><title>口コミ</title>
            <entry xml:lang="ja-JP"><id>tag:example.com,2026:1</id><title type="text">A &lt;b&gt; B</title><link rel="self" href="https://example.com/self"/><link href="https://example.com/1"/><author><name>湯けむり</name></author><published>2026-03-30T10:00:00+09:00</published><content type="html">&lt;p&gt;とても&lt;br&gt;残念です&lt;/p&gt;</content></entry>
            <entry><id>2</id><title/><updated>2027-01-01T00:00:00Z</updated><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">ありがとう<em>ございます</em></div></content></entry>
            </feed>
            """)!;

        Assert.Equal(("tag:example.com,2026:1", "湯けむり", "https://example.com/1", "ja", new DateTimeOffset(2026, 3, 30, 1, 0, 0, TimeSpan.Zero)), (posts[0].ExternalId, posts[0].Author, posts[0].Link, posts[0].Language, posts[0].At));
        Assert.Equal("A <b> B\nとても\n残念です", posts[0].Text);
        Assert.Equal(("ありがとうございます", Now), (posts[1].Text, posts[1].At)); // nobody has said it tomorrow
    }

    [Fact]
    public void Json_feed_is_read_and_what_is_too_long_is_cut()
    {
        var posts = Read($$$"""
            {"version":"https://jsonfeed.org/version/1.1","language":"en-GB","items":[
              {"id":7,"url":"https://example.com/7","content_text":"Zipper <jams>\u0000\u202e again","authors":[{"name":"slow miles"}],"date_published":"2026-03-29T08:00:00Z"},
              {"id":"{{{new string('x', 400)}}}","content_html":"<div>{{{new string('漢', 6000)}}}</div>","author":{"name":"old form"}},
              {"id":"3"}, 4
            ]}
            """)!;

        Assert.Equal(2, posts.Count);
        Assert.Equal(("7", "Zipper <jams> again", "slow miles", "en"), (posts[0].ExternalId, posts[0].Text, posts[0].Author, posts[0].Language));
        Assert.Equal((64, PublicPost.MostText, '…', "old form"), (posts[1].ExternalId.Length, posts[1].Text.Length, posts[1].Text[^1], posts[1].Author));
    }

    [Theory]
    [InlineData("<!DOCTYPE rss [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><rss><channel><item><title>&a;</title></item></channel></rss>")]
    [InlineData("<!DOCTYPE lolz [<!ENTITY lol 'lol'><!ENTITY lol2 '&lol;&lol;&lol;'>]><rss><channel><item><title>&lol2;</title></item></channel></rss>")]
    [InlineData("<rss><channel><item><title>cut o")]
    [InlineData("<html><body>no feed</body></html>")]
    [InlineData("{\"items\":3}")]
    [InlineData("{\"items\":[")]
    [InlineData("")]
    [InlineData("\u0000\u0001\u0002")]
    [InlineData("<?xml version='1.0' encoding='nothing-like-it'?><rss/>")]
    public void What_is_broken_or_made_to_break_is_no_feed(string content) => Assert.Null(Read(content));

    [Fact]
    public void A_feed_without_an_end_is_read_only_at_its_beginning_and_depth_does_no_harm()
    {
        var many = Read($"<rss><channel>{string.Concat(Enumerable.Range(0, 1000).Select(at => $"<item><guid>{at}</guid><title>post {at}</title></item>"))}</channel></rss>")!;
        Assert.Equal(FeedFormat.MostEntries, many.Count);

        var deep = Read($"<rss><channel><item><guid>1</guid><title>deep</title><description><![CDATA[{string.Concat(Enumerable.Repeat("<div>", 20_000))}here]]></description></item></channel></rss>")!;
        Assert.StartsWith("deep", Assert.Single(deep).Text, StringComparison.Ordinal);
        Assert.Null(Read($"{{\"items\":{new string('[', 5000)}"));
    }

    [Fact]
    public void A_character_of_two_halves_is_never_cut_through()
    {
        var text = PlainText.Of(string.Concat(Enumerable.Repeat("😀", 100)), 51);
        Assert.True(text.Length <= 51);
        Assert.All(text.EnumerateRunes(), rune => Assert.NotEqual(0xFFFD, rune.Value));
        Assert.Equal("a\n\nb c", PlainText.Of("  a \r\n\r\n\r\n\r\n b \t  c\u0007 ", 100));
    }

    private static IReadOnlyList<GivenPost>? Read(string content) => FeedFormat.Read(Encoding.UTF8.GetBytes(content.TrimStart()), Now);
}
