import django.db.models.deletion
import django.utils.timezone
import kawaraban.desk.models.preferences
from django.conf import settings
from django.db import migrations, models

from kawaraban.desk.search import table


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Article',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('address', models.URLField(max_length=2000, unique=True)),
                ('entry_key', models.CharField(blank=True, max_length=2000)),
                ('listed_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('stage', models.CharField(choices=[('listed', 'Listed'), ('kept', 'Kept'), ('read', 'Read'), ('ready', 'Ready')], default='listed', max_length=10)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('due_at', models.DateTimeField(default=django.utils.timezone.now, null=True)),
                ('problem', models.CharField(blank=True, max_length=30)),
                ('problem_detail', models.TextField(blank=True)),
                ('revisit_at', models.DateTimeField(blank=True, null=True)),
                ('gone_at', models.DateTimeField(blank=True, null=True)),
                ('moved_to', models.URLField(blank=True, max_length=2000)),
                ('language', models.CharField(blank=True, max_length=8)),
                ('title', models.TextField(blank=True)),
                ('summary', models.TextField(blank=True)),
                ('published_at', models.DateTimeField(blank=True, null=True)),
                ('sort_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('edited_at', models.DateTimeField(blank=True, null=True)),
                ('seen_at', models.DateTimeField(blank=True, null=True)),
                ('wanted_at', models.DateTimeField(blank=True, null=True)),
                ('marked_at', models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Category',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=100, unique=True)),
                ('slug', models.SlugField(allow_unicode=True, max_length=100, unique=True)),
            ],
            options={
                'ordering': ('name',),
            },
        ),
        migrations.CreateModel(
            name='EnginePause',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.CharField(max_length=300, unique=True)),
                ('engine', models.CharField(max_length=40)),
                ('failures', models.PositiveIntegerField(default=1)),
                ('problem', models.CharField(max_length=30)),
                ('detail', models.TextField()),
                ('until', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Heartbeat',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('working_on', models.JSONField(default=list)),
                ('pace', models.FloatField(default=0.0)),
            ],
        ),
        migrations.CreateModel(
            name='Outlet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200)),
                ('host', models.CharField(max_length=255, unique=True)),
                ('language', models.CharField(blank=True, max_length=8)),
            ],
        ),
        migrations.CreateModel(
            name='Preferences',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('welcomed', models.BooleanField(default=False)),
                ('reads', models.JSONField(default=kawaraban.desk.models.preferences._reads)),
                ('language', models.CharField(default='ja', max_length=8)),
                ('blog_title', models.CharField(default='瓦版', max_length=60)),
                ('blog_tagline', models.CharField(blank=True, max_length=200)),
                ('signature', models.CharField(blank=True, max_length=100)),
                ('time_zone', models.CharField(default='Asia/Tokyo', max_length=60)),
                ('engines', models.JSONField(default=dict)),
                ('ahead', models.BooleanField(default=False)),
                ('blog_changed_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
        ),
        migrations.CreateModel(
            name='Capture',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('address', models.URLField(max_length=2000)),
                ('final_address', models.URLField(max_length=2000)),
                ('captured_at', models.DateTimeField()),
                ('status', models.PositiveSmallIntegerField()),
                ('content_type', models.CharField(blank=True, max_length=200)),
                ('digest', models.CharField(max_length=80)),
                ('size', models.PositiveBigIntegerField()),
                ('file', models.CharField(max_length=300, unique=True)),
                ('etag', models.CharField(blank=True, max_length=500)),
                ('last_modified', models.CharField(blank=True, max_length=100)),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='captures', to='desk.article')),
            ],
        ),
        migrations.AddField(
            model_name='article',
            name='capture',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='desk.capture'),
        ),
        migrations.CreateModel(
            name='Dismissal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('pid', models.CharField(max_length=40)),
                ('language', models.CharField(max_length=8)),
                ('fingerprint', models.CharField(max_length=32)),
                ('check_id', models.CharField(max_length=40)),
                ('reason', models.CharField(blank=True, max_length=300)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='dismissals', to='desk.article')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='EngineUse',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('engine', models.CharField(max_length=40)),
                ('model', models.CharField(blank=True, max_length=200)),
                ('source_language', models.CharField(max_length=8)),
                ('target_language', models.CharField(max_length=8)),
                ('texts', models.PositiveIntegerField(default=0)),
                ('characters', models.PositiveBigIntegerField(default=0)),
                ('tokens', models.PositiveBigIntegerField(default=0)),
                ('cost', models.DecimalField(decimal_places=6, default=0, max_digits=12)),
                ('currency', models.CharField(blank=True, max_length=3)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('day', 'engine', 'model', 'source_language', 'target_language', 'currency'), name='engine_use_once')],
            },
        ),
        migrations.CreateModel(
            name='LeftOut',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('pid', models.CharField(max_length=40)),
                ('language', models.CharField(max_length=8)),
                ('source_digest', models.CharField(max_length=64)),
                ('engine', models.CharField(max_length=40)),
                ('model', models.CharField(blank=True, max_length=200)),
                ('fault', models.CharField(max_length=20)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='left_out', to='desk.article')),
            ],
        ),
        migrations.AddField(
            model_name='article',
            name='outlet',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='articles', to='desk.outlet'),
        ),
        migrations.CreateModel(
            name='Post',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(blank=True, max_length=300)),
                ('slug', models.SlugField(allow_unicode=True, blank=True, max_length=100)),
                ('body', models.TextField(blank=True)),
                ('html', models.TextField(blank=True)),
                ('language', models.CharField(default='ja', max_length=8)),
                ('signature', models.CharField(max_length=100)),
                ('state', models.CharField(choices=[('draft', 'draft'), ('published', 'published')], default='draft', max_length=10)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('saved_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('published_at', models.DateTimeField(blank=True, null=True)),
                ('day', models.DateField(blank=True, null=True)),
                ('changed_at', models.DateTimeField(blank=True, null=True)),
                ('deleted_at', models.DateTimeField(blank=True, null=True)),
                ('pending', models.JSONField(blank=True, null=True)),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='posts', to=settings.AUTH_USER_MODEL)),
                ('category', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='posts', to='desk.category')),
            ],
        ),
        migrations.CreateModel(
            name='FormerAddress',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('slug', models.SlugField(allow_unicode=True, max_length=100)),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='former_addresses', to='desk.post')),
            ],
        ),
        migrations.CreateModel(
            name='Comment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(blank=True, max_length=60)),
                ('text', models.TextField(max_length=5000)),
                ('written_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('state', models.CharField(choices=[('waiting', 'waiting'), ('published', 'published'), ('declined', 'declined')], default='waiting', max_length=10)),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('writer_key', models.CharField(blank=True, max_length=64)),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='comments', to='desk.post')),
            ],
        ),
        migrations.CreateModel(
            name='PostVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(blank=True, max_length=300)),
                ('body', models.TextField(blank=True)),
                ('saved_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='desk.post')),
            ],
            options={
                'ordering': ('post', '-saved_at'),
            },
        ),
        migrations.CreateModel(
            name='Rendering',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField()),
                ('state', models.CharField(choices=[('machine', 'machine'), ('edited', 'edited'), ('approved', 'approved'), ('stale', 'to check')], max_length=10)),
                ('maker', models.CharField(choices=[('person', 'Person'), ('memory', 'Memory'), ('engine', 'Engine')], max_length=10)),
                ('engine', models.CharField(blank=True, max_length=40)),
                ('model', models.CharField(blank=True, max_length=200)),
                ('source_digest', models.CharField(max_length=64)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('pid', models.CharField(max_length=40)),
                ('language', models.CharField(max_length=8)),
                ('errors', models.PositiveSmallIntegerField(default=0)),
                ('warnings', models.PositiveSmallIntegerField(default=0)),
                ('again', models.BooleanField(default=False)),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='renderings', to='desk.article')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='MemoryEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source_language', models.CharField(max_length=8)),
                ('target_language', models.CharField(max_length=8)),
                ('source_text', models.TextField()),
                ('target_text', models.TextField()),
                ('source_digest', models.CharField(max_length=64)),
                ('origin', models.CharField(blank=True, max_length=200)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('deleted_at', models.DateTimeField(blank=True, null=True)),
                ('stamp', models.IntegerField(default=0)),
                ('replaced', models.JSONField(blank=True, default=list)),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL)),
                ('rendering', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='desk.rendering')),
            ],
        ),
        migrations.CreateModel(
            name='RenderingDraft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('pid', models.CharField(max_length=40)),
                ('language', models.CharField(max_length=8)),
                ('text', models.TextField()),
                ('base', models.TextField(blank=True)),
                ('seen', models.CharField(blank=True, max_length=64)),
                ('saved_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='drafts', to='desk.article')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='RenderingLock',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('pid', models.CharField(max_length=40)),
                ('language', models.CharField(max_length=8)),
                ('window', models.CharField(max_length=40)),
                ('since', models.DateTimeField(default=django.utils.timezone.now)),
                ('renewed_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='locks', to='desk.article')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='RenderingRevision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField()),
                ('state', models.CharField(choices=[('machine', 'machine'), ('edited', 'edited'), ('approved', 'approved'), ('stale', 'to check')], max_length=10)),
                ('maker', models.CharField(choices=[('person', 'Person'), ('memory', 'Memory'), ('engine', 'Engine')], max_length=10)),
                ('engine', models.CharField(blank=True, max_length=40)),
                ('model', models.CharField(blank=True, max_length=200)),
                ('source_digest', models.CharField(max_length=64)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL)),
                ('rendering', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='revisions', to='desk.rendering')),
            ],
            options={
                'ordering': ('rendering', '-id'),
            },
        ),
        migrations.CreateModel(
            name='SearchDocument',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=40, unique=True)),
                ('kind', models.CharField(choices=[('article', 'Article'), ('rendering', 'Rendering'), ('post', 'Post'), ('draft', 'Draft')], max_length=10)),
                ('language', models.CharField(blank=True, max_length=8)),
                ('sort_at', models.DateTimeField()),
                ('article', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='desk.article')),
                ('post', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='desk.post')),
            ],
        ),
        migrations.CreateModel(
            name='Source',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200)),
                ('kind', models.CharField(choices=[('feed', 'feed'), ('sitemap', 'sitemap'), ('page', 'page'), ('account', 'account')], max_length=10)),
                ('format', models.CharField(blank=True, max_length=20)),
                ('address', models.URLField(max_length=2000, unique=True)),
                ('site_address', models.URLField(blank=True, max_length=2000)),
                ('bundle', models.CharField(blank=True, max_length=100)),
                ('language', models.CharField(blank=True, max_length=8)),
                ('ahead', models.BooleanField(default=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('etag', models.CharField(blank=True, max_length=500)),
                ('last_modified', models.CharField(blank=True, max_length=100)),
                ('digest', models.CharField(blank=True, max_length=80)),
                ('interval', models.PositiveIntegerField(default=1800)),
                ('next_poll_at', models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
                ('paused_at', models.DateTimeField(blank=True, null=True)),
                ('last_success_at', models.DateTimeField(blank=True, null=True)),
                ('failures', models.PositiveIntegerField(default=0)),
                ('problem', models.CharField(blank=True, max_length=30)),
                ('problem_detail', models.TextField(blank=True)),
                ('outlet', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sources', to='desk.outlet')),
            ],
            options={
                'ordering': ('bundle', 'name'),
            },
        ),
        migrations.CreateModel(
            name='Poll',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('outcome', models.CharField(choices=[('new', 'New'), ('unchanged', 'Unchanged'), ('failed', 'Failed')], max_length=10)),
                ('new', models.PositiveIntegerField(default=0)),
                ('requests', models.PositiveIntegerField(default=0)),
                ('bytes', models.PositiveBigIntegerField(default=0)),
                ('problem', models.CharField(blank=True, max_length=30)),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='polls', to='desk.source')),
            ],
        ),
        migrations.AddField(
            model_name='article',
            name='source',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='articles', to='desk.source'),
        ),
        migrations.CreateModel(
            name='Term',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source_language', models.CharField(max_length=8)),
                ('target_language', models.CharField(max_length=8)),
                ('source', models.CharField(max_length=200)),
                ('target', models.CharField(blank=True, max_length=200)),
                ('kind', models.CharField(choices=[('term', 'term'), ('person', 'person'), ('place', 'place'), ('outlet', 'outlet'), ('organisation', 'organisation')], default='term', max_length=20)),
                ('variants', models.JSONField(blank=True, default=list)),
                ('accepted', models.JSONField(blank=True, default=list)),
                ('match_case', models.BooleanField(default=False)),
                ('keep', models.BooleanField(default=False)),
                ('note', models.TextField(blank=True)),
                ('origin', models.CharField(blank=True, max_length=200)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('deleted_at', models.DateTimeField(blank=True, null=True)),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ('source_language', 'source'),
            },
        ),
        migrations.CreateModel(
            name='TermSuggestion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source_language', models.CharField(max_length=8)),
                ('target_language', models.CharField(max_length=8)),
                ('source', models.CharField(max_length=200)),
                ('target', models.CharField(max_length=200)),
                ('was', models.CharField(blank=True, max_length=200)),
                ('renderings', models.JSONField(default=list)),
                ('declined_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('source_language', 'target_language', 'source', 'target'), name='term_suggestion_once')],
            },
        ),
        migrations.CreateModel(
            name='Version',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('digest', models.CharField(max_length=80)),
                ('title', models.TextField()),
                ('deck', models.TextField(blank=True)),
                ('authors', models.JSONField(default=list)),
                ('published', models.CharField(blank=True, max_length=40)),
                ('modified', models.CharField(blank=True, max_length=40)),
                ('images', models.JSONField(default=list)),
                ('warnings', models.JSONField(default=list)),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='desk.article')),
                ('capture', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='version', to='desk.capture')),
            ],
            options={
                'ordering': ('article', 'number'),
            },
        ),
        migrations.CreateModel(
            name='QuotationRecord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=300)),
                ('position', models.PositiveSmallIntegerField()),
                ('frozen', models.JSONField()),
                ('article', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='quotations', to='desk.article')),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='quotations', to='desk.post')),
                ('version', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='desk.version')),
            ],
            options={
                'ordering': ('post', 'position'),
            },
        ),
        migrations.CreateModel(
            name='Paragraph',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField()),
                ('pid', models.CharField(max_length=40)),
                ('kind', models.CharField(max_length=10)),
                ('text', models.TextField()),
                ('digest', models.CharField(max_length=64)),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='paragraphs', to='desk.version')),
            ],
            options={
                'ordering': ('version', 'position'),
            },
        ),
        migrations.AddField(
            model_name='article',
            name='version',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='desk.version'),
        ),
        migrations.AddConstraint(
            model_name='capture',
            constraint=models.UniqueConstraint(fields=('article', 'digest', 'captured_at'), name='capture_once'),
        ),
        migrations.AddConstraint(
            model_name='dismissal',
            constraint=models.UniqueConstraint(fields=('article', 'pid', 'language', 'fingerprint'), name='dismissal_once'),
        ),
        migrations.AddConstraint(
            model_name='leftout',
            constraint=models.UniqueConstraint(fields=('article', 'pid', 'language'), name='left_out_once'),
        ),
        migrations.AddIndex(
            model_name='post',
            index=models.Index(fields=['state', '-published_at'], name='desk_post_state_b79f48_idx'),
        ),
        migrations.AddIndex(
            model_name='post',
            index=models.Index(fields=['state', 'day', '-published_at'], name='desk_post_state_1e090f_idx'),
        ),
        migrations.AddIndex(
            model_name='post',
            index=models.Index(fields=['state', 'category', '-published_at'], name='desk_post_state_398624_idx'),
        ),
        migrations.AddIndex(
            model_name='post',
            index=models.Index(fields=['state', 'deleted_at', '-saved_at'], name='desk_post_state_b7cbc5_idx'),
        ),
        migrations.AddConstraint(
            model_name='post',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'published')), fields=('day', 'slug'), name='post_address_once'),
        ),
        migrations.AddConstraint(
            model_name='formeraddress',
            constraint=models.UniqueConstraint(fields=('day', 'slug'), name='former_address_once'),
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(fields=['post', 'state', 'written_at'], name='desk_commen_post_id_07a35f_idx'),
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(fields=['state', '-written_at'], name='desk_commen_state_542077_idx'),
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(fields=['writer_key', '-written_at'], name='desk_commen_writer__52cb53_idx'),
        ),
        migrations.AddIndex(
            model_name='rendering',
            index=models.Index(fields=['language', 'state', 'article'], name='desk_render_languag_4f313a_idx'),
        ),
        migrations.AddIndex(
            model_name='rendering',
            index=models.Index(fields=['source_digest', 'language', 'engine'], name='desk_render_source__e8a35f_idx'),
        ),
        migrations.AddIndex(
            model_name='rendering',
            index=models.Index(condition=models.Q(('errors__gt', 0)), fields=['language', 'article'], name='rendering_errors'),
        ),
        migrations.AddConstraint(
            model_name='rendering',
            constraint=models.UniqueConstraint(fields=('article', 'pid', 'language'), name='rendering_once'),
        ),
        migrations.AddIndex(
            model_name='memoryentry',
            index=models.Index(fields=['id', 'stamp'], name='memory_entry_stamp'),
        ),
        migrations.AddIndex(
            model_name='memoryentry',
            index=models.Index(fields=['made_at', 'id'], name='memory_entry_made'),
        ),
        migrations.AddIndex(
            model_name='memoryentry',
            index=models.Index(fields=['source_language', 'target_language', 'made_at', 'id'], name='memory_entry_pair'),
        ),
        migrations.AddIndex(
            model_name='memoryentry',
            index=models.Index(fields=['origin', 'made_at'], name='memory_entry_origin'),
        ),
        migrations.AddConstraint(
            model_name='memoryentry',
            constraint=models.UniqueConstraint(fields=('source_digest', 'source_language', 'target_language'), name='memory_entry_once'),
        ),
        migrations.AddConstraint(
            model_name='renderingdraft',
            constraint=models.UniqueConstraint(fields=('article', 'pid', 'language', 'person'), name='rendering_draft_once'),
        ),
        migrations.AddConstraint(
            model_name='renderinglock',
            constraint=models.UniqueConstraint(fields=('article', 'pid', 'language'), name='rendering_lock_once'),
        ),
        migrations.AddIndex(
            model_name='searchdocument',
            index=models.Index(fields=['-sort_at', '-id'], name='desk_search_sort_at_697a54_idx'),
        ),
        migrations.AddIndex(
            model_name='poll',
            index=models.Index(fields=['source', '-at'], name='desk_poll_source__c9204f_idx'),
        ),
        migrations.AddIndex(
            model_name='term',
            index=models.Index(fields=['source_language', 'target_language', 'deleted_at'], name='desk_term_source__9bbe00_idx'),
        ),
        migrations.AddConstraint(
            model_name='term',
            constraint=models.UniqueConstraint(condition=models.Q(('deleted_at', None)), fields=('source_language', 'target_language', 'source'), name='term_once'),
        ),
        migrations.AddConstraint(
            model_name='version',
            constraint=models.UniqueConstraint(fields=('article', 'number'), name='version_number_once'),
        ),
        migrations.AddConstraint(
            model_name='quotationrecord',
            constraint=models.UniqueConstraint(fields=('post', 'key'), name='quotation_once'),
        ),
        migrations.AddConstraint(
            model_name='paragraph',
            constraint=models.UniqueConstraint(fields=('version', 'position'), name='paragraph_position_once'),
        ),
        migrations.AddConstraint(
            model_name='paragraph',
            constraint=models.UniqueConstraint(fields=('version', 'pid'), name='paragraph_id_once'),
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(fields=['-sort_at', '-id'], name='desk_articl_sort_at_9f0d16_idx'),
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(fields=['stage', 'due_at'], name='desk_articl_stage_ed47bf_idx'),
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(fields=['outlet', '-sort_at'], name='desk_articl_outlet__058e5d_idx'),
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(fields=['revisit_at'], name='desk_articl_revisit_003846_idx'),
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(fields=['source', 'entry_key'], name='desk_articl_source__48cf5f_idx'),
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(fields=['language', 'source', 'seen_at', 'marked_at', 'edited_at', 'gone_at'], name='article_counts'),
        ),
        migrations.RunPython(table.create, table.drop),
    ]
